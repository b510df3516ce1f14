using System.Text;
using CsCheck;
using MailAuth.Passwords;

namespace MailAuth.Tests.Passwords;

/// <summary>How a stored string is read: its scheme and encoding, tokens for no password; malformed, unknown and over a limit are unusable, never an exception and never a match.</summary>
public class StoredPasswordTests
{
    [Theory]
    [InlineData("{SSHA.b64}abc", "SSHA", PasswordEncoding.Base64, "abc")]
    [InlineData("{ssha.BASE64}abc", "ssha", PasswordEncoding.Base64, "abc")]
    [InlineData("{SSHA.hEx}abc", "SSHA", PasswordEncoding.Hex, "abc")]
    [InlineData("{SSHA.b64.hex}abc", "SSHA", PasswordEncoding.Unknown, "abc")]
    [InlineData("{SSHA}{x}", "SSHA", PasswordEncoding.Unspecified, "{x}")]
    [InlineData("$1$salt$hash", "MD5-CRYPT", PasswordEncoding.Unspecified, "$1$salt$hash")]
    [InlineData("abc", "PLAIN", PasswordEncoding.Hex, "abc")]
    [InlineData("{abc", "PLAIN", PasswordEncoding.Hex, "{abc")]
    [InlineData("{}abc", "", PasswordEncoding.Unspecified, "abc")]
    public void A_value_is_taken_apart(string text, string scheme, PasswordEncoding encoding, string value)
    {
        StoredPassword stored = StoredPassword.Read(text, "PLAIN.hex");

        Assert.Equal(scheme, stored.SchemeName.ToString());
        Assert.Equal(encoding, stored.Encoding);
        Assert.Equal(value, stored.Value.ToString());
        Assert.Equal(nameof(StoredPassword), stored.ToString());
    }

    [Theory]
    [InlineData("secret", "PLAIN", PasswordCheckResult.Match)]
    [InlineData("736563726574", "PLAIN.hex", PasswordCheckResult.Match)]
    [InlineData("5en6G6MezRroT3XKqkdPOmY/BfQ=", "sha", PasswordCheckResult.Match)]
    [InlineData("$2y$05$8XJl57ek.gIdz7c8jnZiRezcxrH1GQHiG5LM1xEei51z0XNsWVAnO", "CRYPT", PasswordCheckResult.Match)]
    [InlineData("$2y$05$8XJl57ek.gIdz7c8jnZiRezcxrH1GQHiG5LM1xEei51z0XNsWVAnO", null, PasswordCheckResult.Match)]
    [InlineData("$argon2id$v=19$m=256,t=1,p=1$c29tZXNhbHQ$AFDvqcijGA6kO5ChzUMS/A", "CRYPT", PasswordCheckResult.Match)]
    [InlineData("$2y$05$8XJl57ek.gIdz7c8jnZiRezcxrH1GQHiG5LM1xEei51z0XNsWVAnO", "PLAIN", PasswordCheckResult.Mismatch)]
    [InlineData("secret", null, PasswordCheckResult.Unusable)]
    [InlineData("5en6G6MezRroT3XKqkdPOmY/BfQ=", null, PasswordCheckResult.Unusable)]
    [InlineData("secret", "NONSENSE", PasswordCheckResult.Unusable)]
    public void A_value_without_prefix_is_of_the_declared_default_scheme_and_never_guessed(string stored, string? defaultScheme, PasswordCheckResult expected) =>
        Assert.Equal(expected, StoredValue.Check(stored, "secret", defaultScheme).Result);

    [Theory]
    [InlineData("*0")]
    [InlineData("*1")]
    [InlineData("*")]
    [InlineData("!")]
    [InlineData("!!")]
    [InlineData("x")]
    [InlineData("*LK*")]
    [InlineData("")]
    public void A_token_for_no_password_never_matches(string token)
    {
        foreach (string? defaultScheme in new[] { null, "CRYPT", "PLAIN", "SHA" })
        {
            Assert.Equal(PasswordCheckResult.Unusable, StoredValue.Check(token, token.Length == 0 ? "x" : token, defaultScheme).Result);
        }

        Assert.Equal(PasswordCheckResult.Unusable, StoredValue.Check("{CRYPT}" + token, "x").Result);
        Assert.Equal(PasswordCheckResult.Unusable, StoredValue.Check("{BLF-CRYPT}" + token, "x").Result);
    }

    [Theory]
    [InlineData("!$2y$05$8XJl57ek.gIdz7c8jnZiRezcxrH1GQHiG5LM1xEei51z0XNsWVAnO")]
    [InlineData("{CRYPT}!$2y$05$8XJl57ek.gIdz7c8jnZiRezcxrH1GQHiG5LM1xEei51z0XNsWVAnO")]
    [InlineData("{CRYPT}*$2y$05$8XJl57ek.gIdz7c8jnZiRezcxrH1GQHiG5LM1xEei51z0XNsWVAnO")]
    public void A_locked_hash_never_matches(string stored)
    {
        PasswordCheck check = StoredValue.Check(stored, "secret");

        Assert.Equal(PasswordCheckResult.Unusable, check.Result);
        Assert.Contains("locked", check.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plain_password_that_looks_like_a_token_is_a_password_where_its_prefix_says_so()
    {
        Assert.Equal(PasswordCheckResult.Match, StoredValue.Check("{PLAIN}x", "x").Result);
        Assert.Equal(PasswordCheckResult.Match, StoredValue.Check("{PLAIN}!hello", "!hello").Result);
        Assert.Equal(PasswordCheckResult.Match, StoredValue.Check("!hello", "!hello", "PLAIN").Result);
    }

    [Theory]
    [InlineData("{PLAIN}")]
    [InlineData("{PLAIN.hex}")]
    [InlineData("{CLEARTEXT}")]
    [InlineData("{SHA}")]
    public void Nothing_after_the_scheme_accepts_nothing(string stored)
    {
        Assert.Equal(PasswordCheckResult.Unusable, StoredValue.Check(stored, "").Result);
        Assert.Equal(PasswordCheckResult.Unusable, StoredValue.Check(stored, "x").Result);
    }

    [Theory]
    [InlineData("{SHA512-CRYPT}$6$salt$hash", "SHA512-CRYPT", "AddLegacySchemes()")]
    [InlineData("{CRYPT}$6$salt$hash", "CRYPT", "AddLegacySchemes()")]
    [InlineData("{MD5}$1$salt$hash", "MD5", "AddLegacySchemes()")]
    [InlineData("$1$salt$hash", "MD5-CRYPT", "AddLegacySchemes()")]
    [InlineData("{plain-md4}db346d691d7acc4dc2625db19f9e3f52", "PLAIN-MD4", "AddLegacySchemes()")]
    [InlineData("{SCRAM-SHA-256}4096,x", "SCRAM-SHA-256", "malformed")]
    [InlineData("{cram-md5}x", "CRAM-MD5", "AddLegacySchemes()")]
    [InlineData("{OTP}x", "OTP", "never a plain one")]
    [InlineData("$6$salt$hash", "SHA512-CRYPT", "AddLegacySchemes()")]
    [InlineData("$y$j9T$salt$hash", "CRYPT", "AddLegacySchemes()")]
    [InlineData("{NONSENSE}x", null, "unknown scheme")]
    [InlineData("{SHA.foo}x", "SHA", "suffix")]
    [InlineData("secret", null, "passwords.defaultScheme")]
    public void What_is_not_served_here_says_so(string stored, string? scheme, string reason)
    {
        PasswordCheck check = StoredValue.Check(stored, "secret");

        Assert.Equal((PasswordCheckResult.Unusable, scheme), (check.Result, check.Scheme));
        Assert.Contains(reason, check.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void No_explanation_holds_the_stored_value_or_the_password()
    {
        foreach (string stored in new[] { "{hunter2secret}abc", "{hunter2secret", "hunter2secret", "{SHA}hunter2secret", "{PLAIN.hex}hunter2secret", "$argon2id$hunter2secret", "{CRYPT}hunter2secret" })
        {
            Assert.DoesNotContain("hunter2", StoredValue.Check(stored, "hunter2secret").ToString(), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("hunter2", new TestPolicy().Verify(stored, "hunter2secret").ToString(), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("{PLAIN}caf\u00E9", "caf\u00E9", PasswordCheckResult.Match)]
    [InlineData("{PLAIN}caf\uFFFD", "caf\uFFFD", PasswordCheckResult.Unusable)]
    [InlineData("{PLAIN}\U0001F600", "\U0001F600", PasswordCheckResult.Match)]
    public void A_plain_password_is_UTF8(string stored, string password, PasswordCheckResult expected) =>
        Assert.Equal(expected, StoredValue.Check(stored, password).Result);

    [Fact]
    public void A_plain_password_that_is_not_Unicode_is_unusable()
    {
        Assert.Equal(PasswordCheckResult.Unusable, StoredValue.Check("{PLAIN}x\uD83D", "x?").Result);
        Assert.Equal(PasswordCheckResult.Unusable, StoredValue.Check("{PLAIN}\uDE00\uD83D", "x\uFFFD").Result);
    }

    [Fact]
    public void No_text_and_no_password_makes_it_throw()
    {
        string[] starts =
        [
            "", "{", "{}", "{PLAIN}", "{PLAIN-TRUNC}", "{SSHA}", "{SHA256.hex}", "{MD5}", "{PBKDF2}", "{PBKDF2}$1$", "{PBKDF2-SHA256}", "$pbkdf2$", "$pbkdf2-sha512$1$", "pbkdf2_sha256$1$",
            "{BLF-CRYPT}", "$2b$04$", "{CRYPT}", "{CRYPT.b64}", "{ARGON2ID}", "$argon2id$v=19$m=8,t=1,p=1$", "$argon2i$v=19$", "{ASPNET-IDENTITY}", "AQAAAA", "$1$", "$6$",
        ];
        Gen<string> stored = Gen.Select(Gen.OneOf(starts), Gen.OneOf(Gen.String, Gen.String[Gen.Char["$=,./+AQaz019"], 0, 90])).Select((start, rest) => start + rest);
        Gen.Select(stored, Gen.Byte.Array[0, 40]).Sample((text, password) =>
        {
            PasswordCheck check = StoredValue.Check(text, password);
            return check.Result != PasswordCheckResult.Match || text.Contains("PLAIN", StringComparison.Ordinal);
        });
    }
}
