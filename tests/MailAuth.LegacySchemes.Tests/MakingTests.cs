using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using MailAuth.Passwords;

namespace MailAuth.LegacySchemes.Tests;

/// <summary>The values that libcrypt makes here for other programs.</summary>
public sealed class MakingTests
{
    private static readonly PasswordVerifier Verifier = new(null, LegacyPasswordSchemes.All);

    [Theory]
    [InlineData("BLF-CRYPT", "{BLF-CRYPT}$2b$12$")]
    [InlineData("SHA512-CRYPT", "{SHA512-CRYPT}$6$rounds=100000$")]
    [InlineData("sha256-crypt", "{SHA256-CRYPT}$5$rounds=100000$")]
    [InlineData("YESCRYPT", "{YESCRYPT}$y$j9T$")]
    public void A_made_value_verifies_its_password_and_no_other(string scheme, string beginning)
    {
        string stored = Verifier.Hash("heml\u00E5t"u8, scheme);
        Assert.StartsWith(beginning, stored, StringComparison.Ordinal);
        Assert.Equal(PasswordCheckResult.Match, Verifier.Verify(stored, "heml\u00E5t"u8).Result);
        Assert.Equal(PasswordCheckResult.Mismatch, Verifier.Verify(stored, "hemlat"u8).Result);
    }

    [Theory]
    [InlineData("BLF-CRYPT")]
    [InlineData("SHA512-CRYPT")]
    [InlineData("SHA256-CRYPT")]
    [InlineData("YESCRYPT")]
    public void Two_values_of_a_password_differ_in_salt_and_checksum(string scheme)
    {
        string first = Verifier.Hash("hemligt"u8, scheme), second = Verifier.Hash("hemligt"u8, scheme);
        Assert.Equal(first.Length, second.Length);
        Assert.NotEqual(first[^20..], second[^20..]);
        Assert.NotEqual(first[SaltStart(first)..][..16], second[SaltStart(second)..][..16]);

        // The salt follows the third dollar sign.
        static int SaltStart(string stored) => stored.IndexOf('$', stored.IndexOf('$', stored.IndexOf('$', StringComparison.Ordinal) + 1) + 1) + 1;
    }

    /// <summary>Dovecot has no name for yescrypt, but takes it as any crypt(3) value. Where there is no doveadm, this says nothing.</summary>
    [Theory]
    [InlineData("BLF-CRYPT", "{BLF-CRYPT}")]
    [InlineData("SHA512-CRYPT", "{SHA512-CRYPT}")]
    [InlineData("SHA256-CRYPT", "{SHA256-CRYPT}")]
    [InlineData("YESCRYPT", "{CRYPT}")]
    public async Task Dovecot_verifies_a_made_value(string scheme, string prefix)
    {
        string stored = prefix + Verifier.Hash("hemligt"u8, scheme)[(scheme.Length + 2)..];
        Assert.True(await DovecotVerifies(stored, "hemligt") ?? true);
        Assert.False(await DovecotVerifies(stored, "hemligs") ?? false);
    }

    [Theory]
    [InlineData("BLF-CRYPT", 72)]
    [InlineData("SHA512-CRYPT", 511)]
    [InlineData("SHA256-CRYPT", 511)]
    [InlineData("YESCRYPT", 511)]
    public void A_password_that_is_too_long_is_refused_and_not_truncated(string scheme, int longest)
    {
        byte[] password = Encoding.ASCII.GetBytes(new string('q', longest + 1));
        Assert.Equal(PasswordCheckResult.Match, Verifier.Verify(Verifier.Hash(password.AsSpan(1), scheme), password.AsSpan(1)).Result);
        ArgumentException error = Assert.Throws<ArgumentException>(() => Verifier.Hash(password, scheme));
        Assert.Contains($"at most {longest} bytes", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("qq", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_the_same_limits_would_refuse_is_not_made_and_the_error_names_the_limit()
    {
        var options = new PasswordOptions { Limits = { BcryptCost = 11, ShaCryptRounds = 99_999, ScryptMemoryKiB = 1_024 } };
        var verifier = new PasswordVerifier(options, LegacyPasswordSchemes.All);
        foreach ((string scheme, string limit) in new[] { ("BLF-CRYPT", "bcryptCost"), ("SHA512-CRYPT", "shaCryptRounds"), ("sha256-crypt", "shaCryptRounds"), ("YESCRYPT", "scryptMemoryKiB") })
        {
            ArgumentException error = Assert.Throws<ArgumentException>(() => verifier.Hash("hemligt"u8, scheme));
            Assert.Contains($"passwords.limits.{limit}", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("hemligt", error.Message, StringComparison.Ordinal);
        }

        options.Limits = new PasswordLimits { BcryptCost = 12, ShaCryptRounds = 100_000 };
        Assert.StartsWith("{BLF-CRYPT}", new PasswordVerifier(options, LegacyPasswordSchemes.All).Hash("hemligt"u8, "BLF-CRYPT"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CRYPT")]
    [InlineData("MD5-CRYPT")]
    [InlineData("DES-CRYPT")]
    [InlineData("SHA1-CRYPT")]
    public void No_values_of_the_other_schemes_are_made(string scheme) =>
        Assert.Throws<ArgumentException>(() => Verifier.Hash("hemligt"u8, scheme));

    /// <summary>Whether <c>doveadm pw -t</c> says that it matches; null where there is no doveadm.</summary>
    private static async Task<bool?> DovecotVerifies(string stored, string password)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        try
        {
            var start = new ProcessStartInfo("doveadm", ["pw", "-t", stored, "-p", password]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using Process doveadm = Process.Start(start)!;
            Task<string> complaint = doveadm.StandardError.ReadToEndAsync(cancellation);
            string answer = await doveadm.StandardOutput.ReadToEndAsync(cancellation);
            await doveadm.WaitForExitAsync(cancellation);
            Assert.True(doveadm.ExitCode == 0 || (await complaint).Contains("mismatch", StringComparison.Ordinal), await complaint);
            return doveadm.ExitCode == 0 && answer.Contains("(verified)", StringComparison.Ordinal);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
