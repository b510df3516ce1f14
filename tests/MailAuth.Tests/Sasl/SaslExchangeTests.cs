using System.Runtime.InteropServices;
using System.Text;
using MailAuth.Sasl;

namespace MailAuth.Tests.Sasl;

/// <summary>PLAIN and LOGIN as a server meets them; what held a password is zeroed.</summary>
public sealed class SaslExchangeTests
{
    private static readonly LoginConnection Connection = new() { Protocol = MailProtocol.Imap, Tls = true };

    [Theory]
    [InlineData("PLAIN", true)]
    [InlineData("plain", true)]
    [InlineData("Login", true)]
    [InlineData("CRAM-MD5", false)]
    [InlineData("PLAI", false)]
    [InlineData("PLAIN ", false)]
    [InlineData("PLA\u0130N", false)]
    [InlineData("", false)]
    public void A_mechanism_is_known_by_its_name_in_any_case(string name, bool known)
    {
        Assert.Equal(known, SaslExchange.TryCreate(Encoding.UTF8.GetBytes(name), out SaslExchange? exchange));
        Assert.Equal(known, exchange is not null);
        exchange?.Dispose();
    }

    [Fact]
    public void Every_name_that_is_offered_is_known()
    {
        Assert.Equal(["PLAIN", "LOGIN"], SaslMechanisms.Names);
        Assert.All(SaslMechanisms.Names, name => Assert.True(SaslExchange.TryCreate(Encoding.ASCII.GetBytes(name), out _)));
    }

    // RFC 4616 section 4: "tim" without an authorization identity, "Kurt" acting as "Ursel".
    [Theory]
    [InlineData("\0tim\0tanstaaftanstaaf", "", "tim", "tanstaaftanstaaf")]
    [InlineData("Ursel\0Kurt\0xipj3plmq", "Ursel", "Kurt", "xipj3plmq")]
    public void The_examples_of_RFC_4616_are_read(string message, string authorization, string authentication, string password)
    {
        using SaslExchange exchange = Create("PLAIN");
        Assert.Equal(SaslOutcome.Complete, exchange.Next(Encoding.UTF8.GetBytes(message)).Outcome);
        AssertIdentity(exchange, authorization, authentication, password);
    }

    // The PLAIN examples of RFC 4954 section 4.1 and RFC 5034, as they stand on the wire.
    [Theory]
    [InlineData("dGVzdAB0ZXN0ADEyMzQ=", "test", "test", "1234")]
    [InlineData("dGVzdAB0ZXN0AHRlc3Q=", "test", "test", "test")]
    public void The_lines_of_the_protocols_examples_are_read(string line, string authorization, string authentication, string password)
    {
        using SaslExchange exchange = Create("PLAIN");
        Assert.Equal(SaslOutcome.Complete, exchange.NextLine(Encoding.ASCII.GetBytes(line)).Outcome);
        AssertIdentity(exchange, authorization, authentication, password);
    }

    [Fact]
    public void PLAIN_without_an_initial_response_is_asked_with_an_empty_challenge()
    {
        using SaslExchange exchange = Create("PLAIN");
        SaslStep first = exchange.Start();
        Assert.Equal(SaslOutcome.Challenge, first.Outcome);
        Assert.True(first.Challenge.IsEmpty);
        Assert.Equal("", first.ChallengeBase64);
        Assert.Equal(SaslOutcome.Complete, exchange.NextLine(Base64("\0kalle\0secret")).Outcome);
        AssertIdentity(exchange, "", "kalle", "secret");
    }

    [Theory]
    [InlineData("", "", "")]
    [InlineData("kalle", "", "")]
    [InlineData("", "kalle", "")]
    [InlineData("", "", "secret")]
    public void An_empty_part_is_left_to_the_engine(string authorization, string authentication, string password)
    {
        using SaslExchange exchange = Create("PLAIN");
        Assert.Equal(SaslOutcome.Complete, exchange.NextLine(Base64($"{authorization}\0{authentication}\0{password}")).Outcome);
        AssertIdentity(exchange, authorization, authentication, password);
    }

    [Fact]
    public void A_password_with_NUL_reaches_the_engine_which_refuses_it_with_the_common_answer()
    {
        using SaslExchange exchange = Create("PLAIN");
        Assert.Equal(SaslOutcome.Complete, exchange.NextLine(Base64("\0kalle\0sec\0ret")).Outcome);
        AssertIdentity(exchange, "", "kalle", "sec\0ret");
    }

    [Theory]
    [InlineData("kalle")]
    [InlineData("kalle\0secret")]
    [InlineData("\0")]
    public void A_PLAIN_response_without_two_NULs_is_malformed(string message)
    {
        using SaslExchange exchange = Create("PLAIN");
        Assert.Equal(SaslOutcome.Malformed, exchange.NextLine(Base64(message)).Outcome);
        Assert.False(exchange.IsComplete);
    }

    [Fact]
    public void Bytes_are_handed_on_as_they_were_sent()
    {
        // "räksmörgås" of a client that sends Windows-1252.
        byte[] password = [0x72, 0xE4, 0x6B, 0x73, 0x6D, 0xF6, 0x72, 0x67, 0xE5, 0x73];
        using SaslExchange exchange = Create("PLAIN");
        Assert.Equal(SaslOutcome.Complete, exchange.Next([0, .. "kalle"u8, 0, .. password]).Outcome);
        Assert.Equal(password, exchange.Password.ToArray());
    }

    [Fact]
    public void LOGIN_asks_for_the_username_and_then_for_the_password()
    {
        using SaslExchange exchange = Create("LOGIN");
        SaslStep first = exchange.Start();
        Assert.Equal("Username:"u8.ToArray(), first.Challenge.ToArray());
        Assert.Equal("VXNlcm5hbWU6", first.ChallengeBase64);
        SaslStep second = exchange.NextLine(Base64("kalle"));
        Assert.Equal(SaslOutcome.Challenge, second.Outcome);
        Assert.Equal("Password:"u8.ToArray(), second.Challenge.ToArray());
        Assert.Equal("UGFzc3dvcmQ6", second.ChallengeBase64);
        Assert.Equal(SaslOutcome.Complete, exchange.NextLine(Base64("secret")).Outcome);
        AssertIdentity(exchange, "", "kalle", "secret");
    }

    [Fact]
    public void LOGIN_takes_an_initial_response_as_the_username()
    {
        using SaslExchange exchange = Create("LOGIN");
        Assert.Equal("UGFzc3dvcmQ6", exchange.NextLine(Base64("kalle")).ChallengeBase64);
        Assert.Equal(SaslOutcome.Complete, exchange.NextLine(Base64("secret")).Outcome);
        AssertIdentity(exchange, "", "kalle", "secret");
    }

    [Fact]
    public void LOGIN_takes_empty_lines_as_empty_answers()
    {
        using SaslExchange exchange = Create("LOGIN");
        exchange.Start();
        Assert.Equal(SaslOutcome.Challenge, exchange.NextLine(default).Outcome);
        Assert.Equal(SaslOutcome.Complete, exchange.NextLine(default).Outcome);
        AssertIdentity(exchange, "", "", "");
    }

    [Fact]
    public void An_equals_sign_is_an_empty_response_only_as_the_initial_one()
    {
        using SaslExchange initial = Create("LOGIN");
        Assert.Equal(SaslOutcome.Challenge, initial.NextLine("="u8).Outcome);
        Assert.Equal(SaslOutcome.BadEncoding, initial.NextLine("="u8).Outcome);

        using SaslExchange later = Create("PLAIN");
        later.Start();
        Assert.Equal(SaslOutcome.BadEncoding, later.NextLine("="u8).Outcome);
    }

    [Fact]
    public void An_initial_response_is_never_an_empty_line()
    {
        using SaslExchange exchange = Create("LOGIN");
        Assert.Equal(SaslOutcome.BadEncoding, exchange.NextLine(default).Outcome);
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public void An_asterisk_cancels(string mechanism)
    {
        using SaslExchange exchange = Create(mechanism);
        exchange.Start();
        Assert.Equal(SaslOutcome.Cancelled, exchange.NextLine("*"u8).Outcome);
        Assert.Equal(SaslOutcome.Malformed, exchange.NextLine(Base64("\0kalle\0secret")).Outcome);
        Assert.False(exchange.IsComplete);
    }

    [Fact]
    public void A_line_of_12288_octets_is_taken_and_a_longer_one_is_not()
    {
        byte[] response = [0, .. "kalle"u8, 0, .. Enumerable.Repeat((byte)'x', SaslExchange.MaximumResponseLength - 7)];
        byte[] line = Encoding.ASCII.GetBytes(Convert.ToBase64String(response));
        Assert.Equal(12_288, line.Length);
        using SaslExchange fits = Create("PLAIN");
        Assert.Equal(SaslOutcome.Complete, fits.NextLine(line).Outcome);
        Assert.Equal(response.Length - 7, fits.Password.Length);

        using SaslExchange tooLong = Create("PLAIN");
        Assert.Equal(SaslOutcome.TooLong, tooLong.NextLine([.. line, .. "AAAA"u8]).Outcome);
        using SaslExchange tooLongRaw = Create("PLAIN");
        Assert.Equal(SaslOutcome.TooLong, tooLongRaw.Next([.. response, 0]).Outcome);
    }

    [Fact]
    public void What_follows_the_end_of_an_exchange_takes_its_identity_away()
    {
        using SaslExchange exchange = Create("PLAIN");
        exchange.Next("\0kalle\0secret"u8);
        byte[] password = Array(exchange.Password);
        Assert.Equal(SaslOutcome.Malformed, exchange.Next("\0anna\0other"u8).Outcome);
        Assert.False(exchange.IsComplete);
        Assert.True(exchange.Password.IsEmpty);
        Assert.All(password, octet => Assert.Equal(0, octet));
        Assert.Throws<InvalidOperationException>(() => exchange.ToAttempt(Connection));
    }

    [Fact]
    public void An_exchange_starts_only_once()
    {
        using SaslExchange exchange = Create("LOGIN");
        exchange.Start();
        Assert.Equal(SaslOutcome.Malformed, exchange.Start().Outcome);
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public void Disposing_zeroes_all_that_the_client_sent(string mechanism)
    {
        SaslExchange exchange = Create(mechanism);
        if (mechanism == "LOGIN")
        {
            exchange.Next("kalle"u8);
            exchange.Next("secret"u8);
        }
        else
        {
            exchange.Next("\0kalle\0secret"u8);
        }

        byte[] username = Array(exchange.AuthenticationIdentity);
        byte[] password = Array(exchange.Password);
        Assert.Contains((byte)'k', username);
        Assert.Contains((byte)'s', password);
        exchange.Dispose();
        Assert.All(username, octet => Assert.Equal(0, octet));
        Assert.All(password, octet => Assert.Equal(0, octet));
        Assert.True(exchange.Password.IsEmpty);
        Assert.True(exchange.AuthenticationIdentity.IsEmpty);
        Assert.Throws<ObjectDisposedException>(() => exchange.Next("x"u8));
        Assert.Throws<ObjectDisposedException>(() => exchange.NextLine("x"u8));
        Assert.Throws<ObjectDisposedException>(() => exchange.ToAttempt(Connection));
    }

    [Fact]
    public void The_attempt_holds_what_the_client_sent()
    {
        using SaslExchange exchange = Create("PLAIN");
        exchange.Next("Ursel\0Kurt\0xipj3plmq"u8);
        LoginAttempt attempt = exchange.ToAttempt(Connection);
        Assert.Equal("Kurt"u8.ToArray(), attempt.SubmittedUsername.ToArray());
        Assert.Equal("Ursel"u8.ToArray(), attempt.AuthorizationIdentity.ToArray());
        Assert.Equal("xipj3plmq"u8.ToArray(), attempt.Password.ToArray());
        Assert.Same(Connection, attempt.Connection);
    }

    [Fact]
    public void No_text_of_an_exchange_holds_a_secret()
    {
        using SaslExchange exchange = Create("PLAIN");
        SaslStep step = exchange.Next("\0kalle\0secret"u8);
        Assert.Equal("Complete", step.ToString());
        Assert.DoesNotContain("secret", exchange.ToString(), StringComparison.Ordinal);
    }

    private static SaslExchange Create(string mechanism)
    {
        Assert.True(SaslExchange.TryCreate(Encoding.ASCII.GetBytes(mechanism), out SaslExchange? exchange));
        return exchange;
    }

    private static byte[] Base64(string text) => Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));

    private static byte[] Array(ReadOnlyMemory<byte> memory)
    {
        Assert.True(MemoryMarshal.TryGetArray(memory, out ArraySegment<byte> segment));
        return segment.Array!;
    }

    private static void AssertIdentity(SaslExchange exchange, string authorization, string authentication, string password)
    {
        Assert.True(exchange.IsComplete);
        Assert.Equal(authorization, Encoding.UTF8.GetString(exchange.AuthorizationIdentity.Span));
        Assert.Equal(authentication, Encoding.UTF8.GetString(exchange.AuthenticationIdentity.Span));
        Assert.Equal(password, Encoding.UTF8.GetString(exchange.Password.Span));
    }
}
