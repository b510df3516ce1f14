using MailAuth.Passwords;

namespace MailAuth.LegacySchemes.Tests;

/// <summary>Passwords as crypt(3) takes them: any bytes, long ones, and those of which a family looks at a part.</summary>
public sealed class PasswordBytesTests
{
    private const string Bcrypt2b = "$2b$04$abcdefghijklmnopqrstuu";

    private static readonly PasswordVerifier Verifier = new(null, LegacyPasswordSchemes.All);

    [Theory]
    [InlineData("libxcrypt/bcrypt.txt", 72)]
    [InlineData("libxcrypt/descrypt.txt", 8)]
    [InlineData("libxcrypt/bigcrypt.txt", 128)]
    public void A_password_of_which_a_part_was_looked_at_matches_and_is_never_rehashed(string file, int significant)
    {
        (string stored, byte[] password) = VectorFile.Read(file).First(vector => vector.Password.Length == significant);
        stored = "{CRYPT}" + stored;
        Assert.Equal(new PasswordCheck(PasswordCheckResult.Match, SchemeOf(file), null, true), Verifier.Verify(stored, password));
        foreach (int more in (int[])[1, 50, 511 - significant, 512 - significant, 1_024 - significant])
        {
            byte[] longer = [.. password, .. Enumerable.Repeat((byte)'x', more)];
            Assert.Equal(new PasswordCheck(PasswordCheckResult.Match, SchemeOf(file), null, false), Verifier.Verify(stored, longer));
        }
    }

    [Theory]
    [InlineData("libxcrypt/md5crypt.txt")]
    [InlineData("libxcrypt/sha512crypt.txt")]
    [InlineData("libxcrypt/yescrypt.txt")]
    [InlineData("libxcrypt/bsdicrypt.txt")]
    public void A_password_that_libcrypt_does_not_take_is_told_apart_from_a_wrong_one(string file)
    {
        string stored = "{CRYPT}" + VectorFile.Read(file)[0].Stored;
        Assert.Equal(PasswordCheckResult.Mismatch, Verifier.Verify(stored, Password(511)).Result);
        PasswordCheck check = Verifier.Verify(stored, Password(512));
        Assert.Equal(PasswordCheckResult.Unusable, check.Result);
        Assert.Contains("511 bytes", check.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_with_NUL_never_matches_its_beginning()
    {
        foreach (IPasswordScheme scheme in LegacyPasswordSchemes.All)
        {
            StoredPassword stored = StoredPassword.Read("{CRYPT}//EsnG9FLTKjo");
            if (scheme.Claims(stored))
            {
                PasswordHash hash = scheme.Parse(stored, new PasswordLimits(), out _)!;
                Assert.True(hash.Verify("test"u8));
                Assert.False(hash.Verify("test\0"u8));
                Assert.False(hash.Verify("test\0more"u8));
                Assert.False(hash.Verify([]));
            }
        }
    }

    /// <summary>
    /// The ruling on $2a$: as crypt_blowfish and libxcrypt have it. Under the sign extension fault (2x) these two passwords are one; 2y and 2b
    /// tell them apart; 2a keeps the first from every value that the fault may have made, by a checksum of its own.
    /// </summary>
    [Fact]
    public void A_2a_value_of_bytes_FF_is_neither_a_2y_value_nor_a_2x_value()
    {
        const string Checksum = "/OK.fbVrR/bpIqNJ5ianF.CE5elHaaO4EbggVDjb8P19RukzXSM3e";
        byte[] ff = [0xFF, 0xFF, 0xA3];
        byte[] a3 = [0xA3];
        Assert.Equal(PasswordCheckResult.Match, Verifier.Verify("$2x$05$" + Checksum, a3).Result);
        Assert.Equal(PasswordCheckResult.Match, Verifier.Verify("$2x$05$" + Checksum, ff).Result);
        Assert.Equal(PasswordCheckResult.Match, Verifier.Verify("$2y$05$" + Checksum, ff).Result);
        Assert.Equal(PasswordCheckResult.Match, Verifier.Verify("$2b$05$" + Checksum, ff).Result);
        Assert.Equal(PasswordCheckResult.Mismatch, Verifier.Verify("$2a$05$" + Checksum, ff).Result);
        Assert.Equal(PasswordCheckResult.Mismatch, Verifier.Verify("$2a$05$" + Checksum, a3).Result);
        Assert.Equal(PasswordCheckResult.Match, Verifier.Verify("$2a$05$/OK.fbVrR/bpIqNJ5ianF.nqd1wy.pTMdcvrRWxyiGL2eMz.2a85.", ff).Result);
    }

    [Fact]
    public void A_password_of_bytes_that_are_no_text_verifies()
    {
        byte[] windows1252 = [0x72, 0xE4, 0x6B, 0x73, 0x6D, 0xF6, 0x72, 0x67, 0xE5, 0x73];
        foreach ((string stored, byte[] password) in VectorFile.Read("OpenSsl/apr1.txt").Where(vector => vector.Password.SequenceEqual(windows1252)))
        {
            Assert.Equal(PasswordCheckResult.Match, Verifier.Verify(stored, password).Result);
        }

        Assert.Equal(PasswordCheckResult.Mismatch, Verifier.Verify(Bcrypt2b + "oD8yw7MmybLKVooaTGGZAt3HXugv2.a", windows1252).Result);
    }

    private static string SchemeOf(string file) => file switch
    {
        "libxcrypt/bcrypt.txt" => "BLF-CRYPT",
        "libxcrypt/descrypt.txt" => "DES-CRYPT",
        _ => "BIGCRYPT",
    };

    private static byte[] Password(int length) => [.. Enumerable.Repeat((byte)'p', length)];
}
