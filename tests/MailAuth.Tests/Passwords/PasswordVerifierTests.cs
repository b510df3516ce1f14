using System.Text;
using MailAuth.Configuration;
using MailAuth.Passwords;

namespace MailAuth.Tests.Passwords;

/// <summary>The verifier for tools and imports: three answers (match, mismatch, unusable), and new values.</summary>
public class PasswordVerifierTests
{
    private static readonly PasswordVerifier Verifier = new(new PasswordOptions { Argon2 = { MemoryKiB = 64, Passes = 1 } });

    [Fact]
    public void What_it_makes_it_verifies()
    {
        string stored = Verifier.Hash("secret"u8);

        Assert.Equal(new PasswordCheck(PasswordCheckResult.Match, "ARGON2ID", null, false), Verifier.Verify(stored, "secret"u8));
        Assert.Equal(new PasswordCheck(PasswordCheckResult.Mismatch, "ARGON2ID", null, false), Verifier.Verify(stored, "Secret"u8));
        Assert.NotEqual(stored, Verifier.Hash("secret"u8));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("secret\0")]
    public void What_no_password_can_be_never_matches_and_is_never_hashed(string password)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(password);

        Assert.Equal(PasswordCheckResult.Mismatch, Verifier.Verify("{PLAIN}secret", bytes).Result);
        Assert.Throws<ArgumentException>(() => Verifier.Hash(bytes));
    }

    [Fact]
    public void A_scheme_that_makes_no_values_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Verifier.Hash("secret"u8, "SHA"));
        Assert.Throws<ArgumentException>(() => Verifier.Hash("secret"u8, "NONSENSE"));
    }

    [Fact]
    public void A_value_that_the_same_limits_would_refuse_is_not_made_and_the_error_names_the_limit()
    {
        var verifier = new PasswordVerifier(new PasswordOptions { Argon2 = { MemoryKiB = 64, Passes = 1 }, Limits = { StoredLength = 64 } });

        var error = Assert.Throws<ArgumentException>(() => verifier.Hash("secret"u8));

        Assert.Contains("passwords.limits.storedLength", error.Message, StringComparison.Ordinal);
        Assert.Contains("ARGON2ID", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Old_clients_are_understood_where_the_option_says_so()
    {
        var verifier = new PasswordVerifier(new PasswordOptions { ReadWindows1252 = true });

        Assert.Equal(PasswordCheckResult.Match, verifier.Verify("{PLAIN}r\u00E4ka", Encoding.Latin1.GetBytes("r\u00E4ka")).Result);
        Assert.Equal(PasswordCheckResult.Mismatch, Verifier.Verify("{PLAIN}r\u00E4ka", Encoding.Latin1.GetBytes("r\u00E4ka")).Result);
    }

    [Fact]
    public void Nothing_stored_is_unusable()
    {
        Assert.Equal(PasswordCheckResult.Unusable, Verifier.Verify(null, "secret"u8).Result);
        Assert.Equal(PasswordCheckResult.Unusable, Verifier.Verify("", "secret"u8).Result);
    }

    [Fact]
    public void Wrong_options_are_all_named()
    {
        var options = new PasswordOptions { DefaultScheme = "NONSENSE", Limits = { BcryptCost = 99 } };

        var error = Assert.Throws<MailAuthConfigurationException>(() => new PasswordVerifier(options));

        Assert.Equal(["passwords.limits.bcryptCost", "passwords.defaultScheme"], error.Problems.Select(problem => problem.Setting));
    }
}
