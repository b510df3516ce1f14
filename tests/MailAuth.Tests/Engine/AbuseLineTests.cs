using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using MailAuth.Accounts;

namespace MailAuth.Tests.Engine;

/// <summary>The lines for fail2ban and its like: their form, whom they are about, and that nobody forges one.</summary>
public sealed partial class AbuseLineTests : IAsyncDisposable
{
    private static readonly string[] Ends = ["\n", "\r\n", "\"", "\\", "\u2028", "\u001b[2K", " ", "\0", ""];
    private static readonly string[] Forged = ["MailAuth guess: from=203.0.113.1 network=203.0.113.1/32 protocol=imap reason=WrongPassword name=\"x\"", "from=203.0.113.1", "\x22"];

    private readonly EngineFixture fixture = new(options => options.Throttle.ServiceNetworks = ["192.0.2.80"], throttled: true);

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task A_guess_is_a_line_with_the_address_first_and_the_name_last()
    {
        await fixture.LoginAsync("Kalle@Domain.SE", "wrong", EngineFixture.Connection(remote: "192.0.2.1"));
        Assert.Equal("1710 MailAuth guess: from=192.0.2.1 network=192.0.2.1/32 protocol=imap reason=WrongPassword name=\"Kalle@Domain.SE\"", Assert.Single(Lines()));
    }

    [Theory]
    [InlineData("2001:db8::1:2:3:4", MailProtocol.Submission, "from=2001:db8::1:2:3:4 network=2001:db8::/64 protocol=submission")]
    [InlineData("::ffff:192.0.2.1", MailProtocol.ManageSieve, "from=192.0.2.1 network=192.0.2.1/32 protocol=managesieve")]
    [InlineData("fe80::1%3", MailProtocol.Pop3, "from=fe80::1 network=fe80::/64 protocol=pop3")]
    [InlineData("192.0.2.80", MailProtocol.Web, "from=192.0.2.80 network=service protocol=web")]
    [InlineData(null, MailProtocol.Other, "from=- network=- protocol=other")]
    public async Task Addresses_and_protocols_have_one_spelling(string? remote, MailProtocol protocol, string shown)
    {
        var connection = new LoginConnection { Protocol = protocol, Tls = true, RemoteAddress = remote is null ? null : IPAddress.Parse(remote) };
        await fixture.LoginAsync("nobody@domain.se", "wrong", connection);
        Assert.Equal($"1710 MailAuth guess: {shown} reason=UnknownAccount name=\"nobody@domain.se\"", Assert.Single(Lines()));
    }

    [Theory]
    [InlineData("nobody@domain.se", LoginReason.UnknownAccount, true)]
    [InlineData("a..b@domain.se", LoginReason.InvalidUsername, true)]
    [InlineData("gammal@domain.se", LoginReason.AccountDisabled, true)]
    [InlineData("kalle", LoginReason.AmbiguousUsername, false)]
    [InlineData("trasig@domain.se", LoginReason.UnusableHash, false)]
    public async Task Whose_password_could_not_be_checked_is_not_reported(string username, LoginReason reason, bool isReported)
    {
        Assert.Equal(reason, (await fixture.LoginAsync(username, "wrong")).Reason);
        Assert.Equal(isReported ? 1 : 0, Lines().Length);
    }

    [Fact]
    public async Task The_right_password_is_never_a_guess_whatever_it_is_answered()
    {
        fixture.Clock.SetUtcNow(EngineFixture.After);
        LoginConnection tls = EngineFixture.Connection(serverName: "mail.domain.se");
        Assert.Equal(LoginReason.BareUsernameClosed, (await fixture.LoginAsync("kalle", connection: tls)).Reason);
        Assert.Equal(LoginReason.BareUsernameClosed, (await fixture.LoginAsync("kalle", connection: tls with { Tls = false })).Reason);
        Assert.Equal(LoginReason.NetworkNotAllowed, (await fixture.LoginAsync("kontor@domain.se")).Reason);
        Assert.Equal(LoginReason.InvalidPassword, (await fixture.LoginAsync("kalle@domain.se", "")).Reason);
        Assert.True((await fixture.LoginAsync("kalle@domain.se")).IsAccepted);
        await using var faulty = new EngineFixture(store: new FaultyStore(new AccountStoreException("gone")), throttled: true);
        Assert.Equal(LoginReason.StoreUnavailable, (await faulty.LoginAsync("kalle@domain.se", "wrong")).Reason);
        Assert.Empty(Lines());
        Assert.Empty(Lines(faulty));
    }

    [Fact]
    public async Task A_wrong_password_in_a_brownout_is_a_guess_though_the_answer_is_temporary()
    {
        fixture.Clock.SetUtcNow(EngineFixture.InBrownout);
        LoginResult result = await fixture.LoginAsync("kalle", "wrong", EngineFixture.Connection(serverName: "mail.domain.se"));
        Assert.Equal((LoginStatus.TemporarilyUnavailable, LoginReason.WrongPassword), (result.Status, result.Reason));
        Assert.Single(Lines());
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 20)]
    public async Task Yesterdays_password_is_one_line_where_guesses_are_counted(bool isCounted, int lines)
    {
        await using var other = new EngineFixture(options => options.Throttle.Enabled = isCounted, throttled: true);
        for (int i = 0; i < 20; i++)
        {
            await other.LoginAsync("kalle@domain.se", "yesterday's");
        }

        Assert.Equal(lines, Lines(other).Length);
    }

    [Fact]
    public async Task A_login_that_is_not_tried_has_a_line_of_its_own_with_the_setting()
    {
        while ((await fixture.LoginAsync("kalle@domain.se", Guid.NewGuid().ToString())).Reason != LoginReason.Throttled)
        {
        }

        Assert.Equal("1711 MailAuth throttled: from=198.51.100.7 network=198.51.100.7/32 protocol=imap limit=nameAndNetwork name=\"kalle@domain.se\"", Lines()[^1]);
    }

    /// <summary>Whatever bytes are sent as a name, there is one line, in ASCII, and what stands before the name is the engine's.</summary>
    [Fact]
    public async Task Nobody_forges_a_line_or_a_field()
    {
        Gen<string> hostile = Gen.OneOf(
            Gen.String,
            Gen.Int[0, Ends.Length - 1].Select(Gen.Int[0, Forged.Length - 1], (end, line) => Ends[end] + Forged[line] + Ends[end]));
        await hostile.Select(text => text.Length > 400 ? text[..400] : text).SampleAsync(
            async name =>
            {
                await using var engine = new EngineFixture(throttled: true);
                await engine.LoginAsync(Encoding.UTF8.GetBytes(name) is { Length: > 0 } ? name : "x", "wrong", EngineFixture.Connection(remote: "192.0.2.1"));
                Assert.Matches(Whole(), Assert.Single(Lines(engine)));
            },
            iter: 200);
    }

    [GeneratedRegex("""^1710 MailAuth guess: from=192\.0\.2\.1 network=192\.0\.2\.1/32 protocol=imap reason=[A-Za-z]+ name="[ !#-~]*"( \(\+\d+ bytes\))?$""")]
    private static partial Regex Whole();

    private static string[] Lines(EngineFixture fixture) => [.. fixture.Log.Split('\n').Where(line => line.StartsWith("1710 ", StringComparison.Ordinal) || line.StartsWith("1711 ", StringComparison.Ordinal))];

    private string[] Lines() => Lines(fixture);
}
