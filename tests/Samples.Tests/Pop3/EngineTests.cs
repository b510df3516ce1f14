using System.Net;
using System.Text;
using MailAuth;
using MailAuth.Accounts;
using MailAuth.Usernames;
using MailHost.Pop3;
using Microsoft.Extensions.Time.Testing;
using Samples.Tests.Connections;

namespace Samples.Tests.Pop3;

/// <summary>The engine itself behind the wire, from before the transition to its end.</summary>
public sealed class EngineTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2009, 8, 1, 10, 0, 0, TimeSpan.Zero));
    private MailAuthenticator engine = null!;
    private Pop3Server server = null!;

    public async ValueTask InitializeAsync()
    {
        engine = new MailAuthenticator(
            new MailAuthOptions
            {
                Usernames = { HostedDomains = ["domain.se", "kund.se"], ServerNames = [new("mail.{domain}")], BareUsernames = BareUsernames.LocalPart },
                Transition = { TimeZone = "Europe/Stockholm", Warn = new(2009, 8, 24), Closed = new(2009, 9, 7) },
                Passwords = { ReadWindows1252 = true },
            },
            new InMemoryAccountStore
            {
                { "kalle@domain.se", "{PLAIN}secret" },
                { "kalle@kund.se", "{PLAIN}other" },
                { "lisa@domain.se", "{PLAIN}smörgås" },
                new Account("disabled@domain.se", "{PLAIN}secret") { Status = AccountStatus.Disabled },
            },
            timeProvider: time);
        server = await Pop3Server.StartAsync(
            new Pop3ServerOptions
            {
                Authenticator = engine, Certificate = TestHost.Certificate, TimeProvider = time, PlaintextNetworks = [IPNetwork.Parse("127.0.0.0/8")], Limits = new() { FailedLogins = 100 },
            },
            TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await engine.DisposeAsync();
    }

    [Theory]
    [InlineData("mail.domain.se", "kalle", "secret", "kalle@domain.se")]
    [InlineData("mail.kund.se", "kalle", "other", "kalle@kund.se")]
    [InlineData("mail.kund.se", "KALLE@Domain.se", "secret", "kalle@domain.se")]
    [InlineData("mail.domain.se", "lisa@domain.se", "sm\u00F6rg\u00E5s", "lisa@domain.se")]
    [InlineData("mail.domain.se", "lisa@domain.se", "sm\u00C3\u00B6rg\u00C3\u00A5s", "lisa@domain.se")]
    public async Task A_login_opens_the_mailbox_of_the_one_account_that_is_meant(string serverName, string username, string password, string expected)
    {
        foreach (string[] lines in (string[][])
            [
                ["USER " + username, "PASS " + password],
                ["AUTH PLAIN " + Convert.ToBase64String(Encoding.Latin1.GetBytes($"\0{username}\0{password}"))],
            ])
        {
            await using Wire wire = await ConnectAsync(serverName);
            Assert.StartsWith("+OK ", await wire.LastAsync(lines), StringComparison.Ordinal);
            Assert.Contains($"You are logged in as {expected}.", await wire.MultilineAsync("RETR 1"));
        }
    }

    [Fact]
    public async Task A_bare_username_goes_from_welcome_to_warned_to_refused_and_only_TLS_and_the_password_learn_why()
    {
        Assert.Equal("+OK Logged in.", await AnswerAsync("kalle", "secret"));
        time.SetUtcNow(new DateTimeOffset(2009, 8, 24, 10, 0, 0, TimeSpan.Zero));
        Assert.StartsWith("+OK Change your username to your full e-mail address kalle@domain.se", await AnswerAsync("kalle", "secret"), StringComparison.Ordinal);
        Assert.Equal("+OK Logged in.", await AnswerAsync("kalle@domain.se", "secret"));
        time.SetUtcNow(new DateTimeOffset(2009, 9, 6, 22, 0, 0, TimeSpan.Zero)); // midnight in Stockholm
        Assert.StartsWith("-ERR [AUTH] Log in with your full e-mail address kalle@domain.se", await AnswerAsync("kalle", "secret"), StringComparison.Ordinal);
        Assert.Equal("-ERR [AUTH] The username or the password is not right.", await AnswerAsync("kalle", "wrong"));
        Assert.Equal("+OK Logged in.", await AnswerAsync("kalle@domain.se", "secret"));

        async Task<string> AnswerAsync(string username, string password)
        {
            await using Wire wire = await ConnectAsync("mail.domain.se");
            return await wire.LastAsync("USER " + username, "PASS " + password);
        }
    }

    [Fact]
    public async Task Without_TLS_every_refusal_is_the_same_bytes_also_that_of_the_right_password_in_a_closed_form()
    {
        time.SetUtcNow(new DateTimeOffset(2009, 9, 7, 10, 0, 0, TimeSpan.Zero));
        await using Wire plain = await Wire.ConnectAsync(server.Pop3Port);
        await plain.ReadLineAsync();

        var answers = new HashSet<string>();
        foreach (string password in (string[])["secret", "other", "wrong", "", new string('x', 1025)])
        {
            foreach (string username in (string[])["kalle", "lisa", "nobody", "nobody@domain.se", "disabled@domain.se", ""])
            {
                answers.Add(await plain.LastAsync("USER " + username, "PASS " + password));
                answers.Add(await plain.CommandAsync("AUTH PLAIN " + Convert.ToBase64String(Encoding.Latin1.GetBytes($"\0{username}\0{password}"))));
            }
        }

        Assert.Equal("-ERR [AUTH] The username or the password is not right.", Assert.Single(answers));
        Assert.Equal("+OK Logged in.", await plain.LastAsync("USER kalle@domain.se", "PASS secret"));
    }

    private async Task<Wire> ConnectAsync(string serverName)
    {
        Wire wire = await Wire.ConnectAsync(server.Pop3sPort);
        await wire.StartTlsAsync(serverName);
        await wire.ReadLineAsync();
        return wire;
    }
}
