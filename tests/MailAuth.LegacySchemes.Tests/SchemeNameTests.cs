using MailAuth.LegacySchemes.Crypt;
using MailAuth.Passwords;

namespace MailAuth.LegacySchemes.Tests;

/// <summary>Dovecot's names, each line checked with <c>doveadm pw -t</c> where Dovecot 2.3 has the name; and what is told of the schemes.</summary>
public sealed class SchemeNameTests
{
    private const string Sha512 = "$6$abc$XdYVWINHFqAPqCkQNpBc64k/whmYeD3VETO0Hk79c4aGoQEvgiYKd/03lbc/XloI0fcMwRw.Rj.dZbn3LdPVz.";
    private const string Md5 = "$1$abc$B..HicC/afMveWeNyfNsf/";
    private const string Des = "abgOeLfPimXQo";
    private const string Bcrypt = "$2b$04$abcdefghijklmnopqrstuuoD8yw7MmybLKVooaTGGZAt3HXugv2.a";

    private static readonly PasswordVerifier Verifier = new(null, LegacyPasswordSchemes.All);

    [Theory]
    [InlineData("{CRYPT}" + Sha512)]
    [InlineData("{DES-CRYPT}" + Sha512)]
    [InlineData("{SHA256-CRYPT}" + Sha512)]
    [InlineData("{sha512-crypt}" + Sha512)]
    [InlineData("{SHA512-CRYPT}" + Des)]
    [InlineData("{DES-CRYPT}" + Md5)]
    [InlineData("{DES-CRYPT}" + Bcrypt)]
    [InlineData("{CRYPT}" + Bcrypt)]
    [InlineData("{crypt}" + Des)]
    [InlineData("{BLF-CRYPT}" + Bcrypt)]
    [InlineData("{MD5}" + Md5)]
    [InlineData("{MD5-CRYPT}" + Md5)]
    [InlineData(Md5)]
    [InlineData(Md5 + "$ignored")]
    [InlineData(Sha512)]
    [InlineData(Bcrypt)]
    [InlineData("bcrypt$" + Bcrypt)]
    [InlineData("crypt$$" + Des)]
    [InlineData("crypt$ab$" + Des)]
    [InlineData("{CRYPT}$apr1$abcdefgh$XkQSJAMrLYm/ZRoIy/ZgC0")]
    public void A_name_that_fits_verifies(string stored) => Assert.NotEqual(PasswordCheckResult.Unusable, Verifier.Verify(stored, "test"u8).Result);

    [Theory]
    [InlineData("{MD5-CRYPT}" + Sha512)]
    [InlineData("{MD5}" + Sha512)]
    [InlineData("{BLF-CRYPT}" + Sha512)]
    [InlineData("{BLF-CRYPT}" + Des)]
    [InlineData("{SHA512-CRYPTO}" + Sha512)]
    [InlineData("{CRYPT.utf8}" + Sha512)]
    [InlineData("{CRYPT.hex}" + Sha512)]
    [InlineData("{MD5-CRYPT}" + Md5 + "$ignored")]
    [InlineData("{CRYPT}" + Des + "x")]
    [InlineData(Des)]
    [InlineData("crypt$xy$" + Des)]
    public void A_name_that_does_not_fit_is_unusable(string stored) => Assert.Equal(PasswordCheckResult.Unusable, Verifier.Verify(stored, "test"u8).Result);

    [Theory]
    [InlineData("{CRYPT}$9$x$y", "CRYPT")]
    [InlineData("{MD5-CRYPT}" + Sha512, "MD5-CRYPT")]
    [InlineData("{SHA512-CRYPT}$6", "SHA512-CRYPT")]
    [InlineData("{CRYPT}$", "CRYPT")]
    public void An_operator_is_not_told_to_register_what_is_registered(string stored, string scheme)
    {
        PasswordCheck check = Verifier.Verify(stored, "test"u8);
        Assert.Equal((PasswordCheckResult.Unusable, scheme), (check.Result, check.Scheme));
        Assert.StartsWith("malformed", check.Reason, StringComparison.Ordinal);

        check = new PasswordVerifier().Verify(stored, "test"u8);
        Assert.Equal((PasswordCheckResult.Unusable, scheme), (check.Result, check.Scheme));
        Assert.Contains("AddLegacySchemes()", check.Reason, StringComparison.Ordinal);
    }

    /// <summary>What doveadm pw -s MD5.HEX and MD5.B64 write is an MD5-CRYPT value once more encoded, which doveadm pw -t verifies; a digest is read as before.</summary>
    [Theory]
    [InlineData("{MD5.HEX}24312461626324422e2e486963432f61664d766557654e79664e73662f")]
    [InlineData("{MD5.hex}098f6bcd4621d373cade4e832627b4f6")]
    [InlineData("{MD5.b64}CY9rzUYh03PK3k6DJie09g==")]
    public void A_suffix_of_MD5_may_encode_either(string stored) => Assert.NotEqual(PasswordCheckResult.Unusable, Verifier.Verify(stored, "test"u8).Result);

    [Theory]
    [InlineData("{MD5.hex}2431")]
    [InlineData("{MD5.hex}243124")]
    [InlineData("{MD5.hex}24312461626324zz")]
    [InlineData("{MD5.hex}098f6bcd4621d373cade4e832627b4")]
    [InlineData("{MD5.b64}JDEk")]
    public void A_suffix_of_MD5_must_encode_one(string stored) => Assert.Equal(PasswordCheckResult.Unusable, Verifier.Verify(stored, "test"u8).Result);

    [Fact]
    public void Every_old_scheme_is_replaced_at_the_next_login()
    {
        foreach (string stored in (string[])["{CRYPT}" + Sha512, Md5, "{CRYPT}" + Des, Bcrypt])
        {
            Assert.Equal((PasswordCheckResult.Match, true), (Verifier.Verify(stored, "test"u8).Result, Verifier.Verify(stored, "test"u8).RehashDue));
        }

        PasswordCheck dear = Verifier.Verify("$argon2i$m=65536,t=4,p=1$c29tZXNhbHQ$8hLwFhXm6110c03D70Ct4tUdBSRo2MaUQKOh8sHChHs", "password"u8);
        Assert.Equal(new PasswordCheck(PasswordCheckResult.Match, "ARGON2I", null, true), dear);
    }

    [Fact]
    public void An_operator_is_told_which_library_serves_each_scheme_and_which_are_weak()
    {
        Dictionary<string, PasswordSchemeInfo> schemes = Verifier.Schemes.ToDictionary(scheme => scheme.Name, StringComparer.Ordinal);
        Assert.Equal("libcrypt", schemes["BLF-CRYPT"].Library);
        Assert.Equal("libcrypt", schemes["YESCRYPT"].Library);
        Assert.Equal("BouncyCastle", schemes["PLAIN-MD4"].Library);
        Assert.True(schemes["DES-CRYPT"].IsWeak);
        Assert.True(schemes["SHA1-CRYPT"].IsWeak);
        Assert.True(schemes["SUN-MD5-CRYPT"].IsWeak);
        Assert.False(schemes["SHA512-CRYPT"].IsWeak);
        Assert.False(schemes["CRYPT"].IsWeak);
        Assert.Equal(
            ["ARGON2ID", "BLF-CRYPT", "SHA256-CRYPT", "SHA512-CRYPT", "YESCRYPT"],
            Verifier.Schemes.Where(scheme => scheme.CanHash).Select(scheme => scheme.Name));
    }

    [Theory]
    [InlineData("{BLF-CRYPT}$2b$04$abcdefghijklmnopqrstuvoD8yw7MmybLKVooaTGGZAt3HXugv2.a")]
    [InlineData("{BLF-CRYPT}$2b$04$abcdefghijklmnopqrstuuoD8yw7MmybLKVooaTGGZAt3HXugv2.b")]
    public void A_bcrypt_value_with_unused_bits_set_matches_nothing_as_in_the_core(string stored) =>
        Assert.Equal(
            (PasswordCheckResult.Mismatch, PasswordCheckResult.Mismatch),
            (Verifier.Verify(stored, "test"u8).Result, new PasswordVerifier().Verify(stored, "test"u8).Result));

    [Fact]
    public void A_system_without_libcrypt_is_told_apart_from_one_with()
    {
        Assert.Null(CryptLibrary.Load(["libcrypt-that-is-not-there.so.1"]));

        // A library that is there but has no crypt_rn, as glibc's own libcrypt had none.
        Assert.Null(CryptLibrary.Load(["libc.so.6"]));
        Assert.NotNull(CryptLibrary.Load(["libcrypt-that-is-not-there.so.1", "libcrypt.so.1", "libcrypt.so.2"]));
    }

    [Fact]
    public void A_family_that_libcrypt_has_not_got_is_found_out()
    {
        CryptLibrary library = CryptLibrary.Load(["libcrypt.so.1", "libcrypt.so.2"])!;
        Assert.True(library.Computes("$6$rounds=1000$a\0"u8));
        Assert.False(library.Computes("$99$a\0"u8));
        Assert.True(library.Computes("ab\0"u8));
        Assert.False(library.Computes("!!\0"u8));
    }
}
