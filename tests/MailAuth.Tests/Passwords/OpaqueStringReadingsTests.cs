using System.Text;
using MailAuth.Accounts;
using MailAuth.Passwords;

namespace MailAuth.Tests.Passwords;

/// <summary>Where the host's hashes are of OpaqueString forms: which bytes are verified, how often, and what a rehash stores.</summary>
public sealed class OpaqueStringReadingsTests
{
    private const string Composed = "r\u00E4ka macka";
    private const string Decomposed = "ra\u0308ka\u00A0macka";

    private static readonly byte[] OldClient = Encoding.Latin1.GetBytes("r\u00E4ka\u00A0macka");

    [Fact]
    public void With_the_option_every_spelling_of_a_password_matches_and_without_it_only_the_one_of_the_hash()
    {
        foreach (string stored in (string[])["{PLAIN}" + Composed, new PasswordVerifier(new TestPolicy().Options).Hash(Utf8(Composed))])
        {
            var on = new TestPolicy(options => options.OpaqueString = true);
            Assert.Equal(PasswordVerdict.Match, on.Verify(stored, Composed).Verdict);
            Assert.Equal(PasswordVerdict.Match, on.Verify(stored, Decomposed).Verdict);
            Assert.Equal(PasswordVerdict.Mismatch, on.Verify(stored, OldClient).Verdict);

            var off = new TestPolicy();
            Assert.Equal(PasswordVerdict.Match, off.Verify(stored, Composed).Verdict);
            Assert.Equal(PasswordVerdict.Mismatch, off.Verify(stored, Decomposed).Verdict);
        }
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_read_as_without_the_option()
    {
        string stored = "{PLAIN.hex}" + Convert.ToHexString(OldClient);

        Assert.Equal(PasswordVerdict.Match, new TestPolicy(options => options.OpaqueString = true).Verify(stored, OldClient).Verdict);
        Assert.Equal(PasswordVerdict.Match, new TestPolicy(options => (options.OpaqueString, options.ReadWindows1252) = (true, true)).Verify(stored, OldClient).Verdict);
    }

    [Fact]
    public void What_an_old_client_sends_is_put_into_the_form_where_it_is_read_as_UTF8()
    {
        var policy = new TestPolicy(options => (options.OpaqueString, options.ReadWindows1252) = (true, true));

        Assert.Equal((PasswordVerdict.Match, PasswordReading.AsUtf8), Of(policy.Verify("{PLAIN}" + Composed, OldClient)));
        Assert.Equal((PasswordVerdict.Match, PasswordReading.AsSent), Of(policy.Verify("{PLAIN}" + Composed, Decomposed)));
        Assert.Equal((PasswordVerdict.Match, PasswordReading.AsWindows1252), Of(policy.Verify("{PLAIN.hex}" + Convert.ToHexString(OldClient), "r\u00E4ka\u00A0macka")));
    }

    /// <summary>The bytes of each operation, in Latin-1: the account's hash first, then the decoys, which are of the same readings.</summary>
    [Theory]
    [InlineData(false, false, "ascii", "ascii")]
    [InlineData(true, true, "ascii", "ascii")]
    [InlineData(true, false, "a\u0308 \u00A0", "\u00C3\u00A4  ")]
    [InlineData(true, true, "a\u0308 \u00A0", "\u00C3\u00A4  ")]
    [InlineData(false, true, "\u00E4\u00A0", "\u00C3\u00A4\u00C2\u00A0|\u00E4\u00A0")]
    [InlineData(true, true, "\u00E4\u00A0", "\u00C3\u00A4 |\u00E4\u00A0")]
    public void Who_has_no_account_costs_the_very_operations_of_who_has_one(bool opaqueString, bool readWindows1252, string sent, string operations)
    {
        foreach (Account? account in (Account?[])[null, new Account("kalle@domain.se", RecordingScheme.Stored("right"u8)), new Account("kalle@domain.se", "{PLAIN}right"), new Account("kalle@domain.se", "{NONSENSE}x")])
        {
            var scheme = new RecordingScheme();
            var policy = new TestPolicy(options => (options.OpaqueString, options.ReadWindows1252) = (opaqueString, readWindows1252), scheme);

            Assert.NotEqual(PasswordVerdict.Match, policy.Verify(account, Utf8(sent)).Verdict);

            Assert.Equal(operations.Split('|'), scheme.Passwords);
            Assert.Equal(scheme.Passwords.Count, policy.Operations.Count);
        }
    }

    [Fact]
    public void A_rehash_stores_the_form_whatever_was_sent()
    {
        foreach ((string stored, byte[] sent) in new[]
        {
            ("{PLAIN}" + Composed, Utf8(Composed)), ("{PLAIN}" + Composed, Utf8(Decomposed)), ("{PLAIN}" + Composed, OldClient), ("{PLAIN.hex}" + Convert.ToHexString(OldClient), OldClient),
        })
        {
            var policy = new TestPolicy(options => (options.OpaqueString, options.ReadWindows1252) = (true, true));
            string? rehashed = policy.Rehash(stored, sent);
            Assert.Equal(PasswordVerdict.Match, new TestPolicy().Verify(rehashed, Utf8(Composed)).Verdict);
        }
    }

    [Fact]
    public void Without_the_option_for_old_clients_a_rehash_of_bytes_that_are_not_UTF8_stores_them()
    {
        var policy = new TestPolicy(options => options.OpaqueString = true);

        string? rehashed = policy.Rehash("{PLAIN.hex}" + Convert.ToHexString(OldClient), OldClient);

        Assert.Equal(PasswordVerdict.Match, policy.Verify(rehashed, OldClient).Verdict);
    }

    [Fact]
    public void A_value_that_the_verifier_makes_is_of_the_form()
    {
        var options = new PasswordOptions { Argon2 = { MemoryKiB = 64, Passes = 1 }, OpaqueString = true };
        var plain = new PasswordVerifier(new PasswordOptions { Argon2 = { MemoryKiB = 64, Passes = 1 } });
        var verifier = new PasswordVerifier(options);

        Assert.Equal(PasswordCheckResult.Match, plain.Verify(verifier.Hash(Utf8(Decomposed)), Utf8(Composed)).Result);
        Assert.Equal(PasswordCheckResult.Match, verifier.Verify(verifier.Hash(Utf8(Decomposed)), Utf8(Decomposed)).Result);
        Assert.Equal(PasswordCheckResult.Match, plain.Verify(verifier.Hash(OldClient), OldClient).Result);
        Assert.Equal(PasswordCheckResult.Mismatch, plain.Verify("{PLAIN}" + Composed, Utf8(Decomposed)).Result);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static (PasswordVerdict Verdict, PasswordReading Reading) Of(PasswordOutcome outcome) => (outcome.Verdict, outcome.Reading);
}
