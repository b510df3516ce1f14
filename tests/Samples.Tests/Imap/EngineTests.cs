using System.Net;
using System.Text;
using MailAuth.Accounts;
using MailAuth.Usernames;
using MailAuth;
using MailHost.Imap;
using Microsoft.Extensions.Time.Testing;
using Samples.Tests.Connections;

namespace Samples.Tests.Imap;

/// <summary>The engine itself behind the wire: the scenario's customers, who share a machine and a local-part.</summary>
public sealed class EngineTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2009, 8, 1, 10, 0, 0, TimeSpan.Zero));
    private readonly InMemoryAccountStore store = new()
    {
        { "kalle@domain.se", "{PLAIN}secret" },
        { "kalle@kund.se", "{PLAIN}other" },
        { "åsa@räksmörgås.se", "{PLAIN}secret" },
        { "broken@domain.se", "{SSHA512}no hash" },
        { "strange@domain.se", "{ROT13}frperg" },
        new Account("disabled@domain.se", "{PLAIN}secret") { Status = AccountStatus.Disabled },
    };

    private MailAuthenticator engine = null!;
    private ImapServer server = null!;

    public async ValueTask InitializeAsync()
    {
        engine = new MailAuthenticator(
            new MailAuthOptions
            {
                Usernames =
                {
                    HostedDomains = ["domain.se", "kund.se", "räksmörgås.se", "empty.se"], ServerNames = [new("mail.{domain}")], Separators = "%", BareUsernames = BareUsernames.LocalPart,
                },
                Transition = { TimeZone = "Europe/Stockholm", Warn = new(2009, 8, 24), Closed = new(2009, 9, 7) },
            },
            store,
            timeProvider: time);
        server = await ImapServer.StartAsync(
            new ImapServerOptions
            {
                Authenticator = engine, Certificate = TestHost.Certificate, TimeProvider = time, PlaintextNetworks = [IPNetwork.Parse("127.0.0.0/8")],
                Limits = new() { FailedLogins = 100 },
            },
            TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await engine.DisposeAsync();
    }

    [Theory]
    [InlineData("kalle@domain.se", "kalle@domain.se")]
    [InlineData(" KALLE@Domain.SE. ", "kalle@domain.se")]
    [InlineData("kalle%domain.se", "kalle@domain.se")]
    [InlineData("kalle", "kalle@domain.se")]
    [InlineData("ÅSA@RÄKSMÖRGÅS.se", "åsa@räksmörgås.se")]
    [InlineData("a\u030Asa@xn--rksmrgs-5wao1o.se", "åsa@räksmörgås.se")]
    public async Task However_a_username_is_sent_it_is_the_same_account(string username, string expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(username);
        string latin1 = Encoding.Latin1.GetString(bytes);
        string base64 = Convert.ToBase64String(bytes);
        string plain = Convert.ToBase64String([0, .. bytes, 0, .. "secret"u8]);
        foreach (string command in (string[])
            [
                $"a LOGIN \"{latin1}\" secret",
                $"a LOGIN {{{bytes.Length}+}}\r\n{latin1} secret",
                $"a AUTHENTICATE PLAIN {plain}",
                $"a AUTHENTICATE PLAIN\r\n{plain}",
                $"a AUTHENTICATE LOGIN {base64}\r\nc2VjcmV0",
                $"a AUTHENTICATE LOGIN\r\n{base64}\r\nc2VjcmV0",
            ])
        {
            await using Wire wire = await ConnectAsync("mail.domain.se");
            Assert.StartsWith("a OK ", (await wire.DialogAsync(command))[^1], StringComparison.Ordinal);
            Assert.Equal(expected, await OwnerAsync(wire));
        }
    }

    [Theory]
    [InlineData("mail.domain.se", "secret", "kalle@domain.se")]
    [InlineData("MAIL.kund.se", "other", "kalle@kund.se")]
    [InlineData("mail.domain.se", "other", null)]
    [InlineData("mail.kund.se", "secret", null)]
    [InlineData("mail.empty.se", "secret", null)]
    [InlineData("elsewhere.example", "secret", null)]
    public async Task The_server_name_that_the_client_asks_for_tells_which_kalle_is_meant(string serverName, string password, string? expected)
    {
        await using Wire wire = await ConnectAsync(serverName);

        string answer = (await wire.DialogAsync("a LOGIN kalle " + password))[^1];

        Assert.StartsWith(expected is null ? "a NO [AUTHENTICATIONFAILED] " : "a OK ", answer, StringComparison.Ordinal);
        if (expected is not null)
        {
            Assert.Equal(expected, await OwnerAsync(wire));
        }
    }

    [Fact]
    public async Task An_internationalized_server_name_means_its_domain()
    {
        await using Wire wire = await ConnectAsync("mail.xn--rksmrgs-5wao1o.se");

        Assert.StartsWith("a OK ", (await wire.DialogAsync("a LOGIN \u00C3\u00A5sa secret"))[^1], StringComparison.Ordinal);
        Assert.Equal("åsa@räksmörgås.se", await OwnerAsync(wire));
    }

    [Fact]
    public async Task Every_refusal_is_the_same_bytes_and_none_says_whether_there_is_an_account()
    {
        var answers = new HashSet<string>();
        await using Wire wire = await ConnectAsync("localhost");
        foreach (string login in (string[])
            [
                "kalle@domain.se wrong", "nobody@domain.se secret", "kalle secret", "disabled@domain.se secret", "disabled@domain.se wrong", "broken@domain.se secret", "strange@domain.se secret",
                "\"\" secret", "kalle@domain.se \"\"", "kalle@domain.se " + new string('x', 1025), "kalle@@ secret", "{7+}\r\nka\0lle@ secret", "\u00FF\u00FE secret", "kalle@domain.se {3+}\r\na\0b",
            ])
        {
            answers.Add(await wire.CommandAsync("a LOGIN " + login));
        }

        Assert.StartsWith("a NO [AUTHENTICATIONFAILED] ", Assert.Single(answers), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bare_username_goes_from_welcome_to_warned_to_refused_and_only_TLS_and_the_password_learn_why()
    {
        Assert.Equal(["a OK"], await KindsAsync("a LOGIN kalle secret"));
        time.SetUtcNow(new DateTimeOffset(2009, 8, 24, 10, 0, 0, TimeSpan.Zero));
        Assert.Equal(["* OK [ALERT]", "a OK"], await KindsAsync("a LOGIN kalle secret"));
        Assert.Equal(["a OK"], await KindsAsync("a LOGIN kalle secret"));
        Assert.Equal(["a OK"], await KindsAsync("a LOGIN kalle@domain.se secret"));
        time.SetUtcNow(new DateTimeOffset(2009, 9, 6, 22, 0, 0, TimeSpan.Zero)); // midnight in Stockholm
        Assert.Equal(["a NO [CONTACTADMIN]"], await KindsAsync("a LOGIN kalle secret"));
        Assert.Equal(["a NO [AUTHENTICATIONFAILED]"], await KindsAsync("a LOGIN kalle wrong"));
        Assert.Equal(["a OK"], await KindsAsync("a LOGIN kalle@domain.se secret"));

        await using Wire plain = await Wire.ConnectAsync(server.ImapPort);
        await plain.ReadLineAsync();
        Assert.Equal(await plain.CommandAsync("a LOGIN kalle wrong"), await plain.CommandAsync("a LOGIN kalle secret"));

        async Task<IReadOnlyList<string>> KindsAsync(string command)
        {
            await using Wire wire = await ConnectAsync("mail.domain.se");
            return [.. (await wire.DialogAsync(command)).Select(line => line.StartsWith("a OK", StringComparison.Ordinal) ? "a OK" : line[..(line.IndexOf(']', StringComparison.Ordinal) + 1)])];
        }
    }

    private async Task<Wire> ConnectAsync(string serverName)
    {
        Wire wire = await Wire.ConnectAsync(server.ImapsPort);
        await wire.StartTlsAsync(serverName);
        await wire.ReadLineAsync();
        return wire;
    }

    /// <summary>Whose mailbox it is: what its message says.</summary>
    private static async Task<string> OwnerAsync(Wire wire)
    {
        await wire.DialogAsync("b SELECT INBOX");
        string line = (await wire.DialogAsync("c FETCH 1 BODY[TEXT]")).First(found => found.StartsWith("You are logged in as ", StringComparison.Ordinal));
        string address = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(line["You are logged in as ".Length..^1]));
        return address.Replace("xn--rksmrgs-5wao1o", "räksmörgås", StringComparison.Ordinal);
    }
}
