using System.Text;
using MailAuth.Passwords;

namespace MailAuth.Tests.Passwords;

/// <summary>A password is bytes, and which readings they have depends on them and the option alone. A rehash stores UTF-8.</summary>
public class PasswordReadingsTests
{
    private const string Word = "r\u00E4ksm\u00F6rg\u00E5s\u20AC";
    private static readonly byte[] Utf8 = Encoding.UTF8.GetBytes(Word);
    private static readonly byte[] Windows = [.. Encoding.Latin1.GetBytes("r\u00E4ksm\u00F6rg\u00E5s"), 0x80];

    private static readonly string StoredUtf8 = "{PLAIN.hex}" + Convert.ToHexString(Utf8);
    private static readonly string StoredWindows = "{PLAIN.hex}" + Convert.ToHexString(Windows);

    [Theory]
    [InlineData("", false)]
    [InlineData("x", true)]
    [InlineData("x\0", false)]
    [InlineData("\0", false)]
    public void Empty_and_NUL_are_no_passwords(string text, bool acceptable) =>
        Assert.Equal(acceptable, PasswordPolicy.IsAcceptable(Encoding.Latin1.GetBytes(text)));

    [Fact]
    public void A_password_is_at_most_1024_bytes()
    {
        Assert.True(PasswordPolicy.IsAcceptable(Enumerable.Repeat((byte)0xFF, 1024).ToArray()));
        Assert.False(PasswordPolicy.IsAcceptable(Enumerable.Repeat((byte)'x', 1025).ToArray()));
    }

    [Fact]
    public void Without_the_option_bytes_are_read_as_they_were_sent()
    {
        var policy = new TestPolicy();

        Assert.Equal(PasswordVerdict.Match, policy.Verify(StoredUtf8, Utf8).Verdict);
        Assert.Equal(PasswordVerdict.Match, policy.Verify(StoredWindows, Windows).Verdict);
        Assert.Equal(PasswordVerdict.Mismatch, policy.Verify(StoredUtf8, Windows).Verdict);
        Assert.Equal(PasswordVerdict.Mismatch, policy.Verify(StoredWindows, Utf8).Verdict);
    }

    [Fact]
    public void With_the_option_either_encoding_matches_either()
    {
        var policy = new TestPolicy(options => options.ReadWindows1252 = true);

        Assert.Equal((PasswordVerdict.Match, PasswordReading.AsSent), Of(policy.Verify(StoredUtf8, Utf8)));
        Assert.Equal((PasswordVerdict.Match, PasswordReading.AsSent), Of(policy.Verify(StoredWindows, Windows)));
        Assert.Equal((PasswordVerdict.Match, PasswordReading.AsUtf8), Of(policy.Verify(StoredUtf8, Windows)));
        Assert.Equal((PasswordVerdict.Match, PasswordReading.AsWindows1252), Of(policy.Verify(StoredWindows, Utf8)));
    }

    [Fact]
    public void A_success_stops_at_the_match()
    {
        var policy = new TestPolicy(options => options.ReadWindows1252 = true);
        string stored = new PasswordVerifier(policy.Options).Hash(Utf8);

        policy.Verify(stored, Utf8);
        Assert.Single(policy.Operations);

        policy.Verify(stored, Windows);
        Assert.Equal(2, policy.Operations.Count);
    }

    [Fact]
    public void A_rehash_stores_UTF8_whatever_was_sent()
    {
        var policy = new TestPolicy(options => options.ReadWindows1252 = true);
        var asSent = new TestPolicy();

        foreach ((string stored, byte[] sent) in new[] { (StoredUtf8, Utf8), (StoredUtf8, Windows), (StoredWindows, Utf8), (StoredWindows, Windows) })
        {
            string? rehashed = policy.Rehash(stored, sent);
            Assert.StartsWith("{ARGON2ID}$argon2id$v=19$m=1024,t=1,p=1$", rehashed, StringComparison.Ordinal);
            Assert.Equal(PasswordVerdict.Match, asSent.Verify(rehashed, Utf8).Verdict);
        }
    }

    [Fact]
    public void Without_the_option_a_rehash_stores_what_was_sent_or_its_owner_would_be_locked_out()
    {
        var policy = new TestPolicy();

        string? rehashed = policy.Rehash(StoredWindows, Windows);

        Assert.Equal(PasswordVerdict.Match, policy.Verify(rehashed, Windows).Verdict);
    }

    [Fact]
    public void Every_byte_of_Windows_1252_goes_to_UTF8_and_back()
    {
        byte[] all = [.. Enumerable.Range(1, 255).Select(i => (byte)i)];
        byte[] utf8 = new byte[3 * all.Length];
        byte[] back = new byte[all.Length];

        int length = Windows1252.ToUtf8(all, utf8);

        Assert.Equal(all.Length, Windows1252.FromUtf8(utf8.AsSpan(0, length), back));
        Assert.Equal(all, back);
        Assert.Equal("\u20AC\u0081\u201A", Encoding.UTF8.GetString(utf8.AsSpan(0, length)).Substring(0x7F, 3));
    }

    [Theory]
    [InlineData("\u0451")]
    [InlineData("\u0080")]
    [InlineData("\U0001F600")]
    public void A_character_that_Windows_1252_has_not_gives_one_reading(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);

        Assert.Equal(-1, Windows1252.FromUtf8(bytes, new byte[8]));
        Assert.Equal(1, PasswordReadings.Of(bytes, readWindows1252: true, opaqueString: false).Count);
    }

    [Fact]
    public void The_longest_password_has_room_in_its_longest_reading()
    {
        var policy = new TestPolicy(options => options.ReadWindows1252 = true);
        byte[] euros = [.. Enumerable.Repeat((byte)0x80, 1024)];

        Assert.Equal(PasswordVerdict.Mismatch, policy.Verify(TestPolicy.Plain, euros).Verdict);
        Assert.Equal(2, policy.Operations.Count);
    }

    private static (PasswordVerdict Verdict, PasswordReading Reading) Of(PasswordOutcome outcome) => (outcome.Verdict, outcome.Reading);
}
