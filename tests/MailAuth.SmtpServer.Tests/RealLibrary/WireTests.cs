using System.Net;
using MailAuth.SmtpServer.Tests.Sessions;

namespace MailAuth.SmtpServer.Tests.RealLibrary;

/// <summary>The adapter in a real server, as its clients see it.</summary>
public sealed class WireTests : IAsyncDisposable
{
    private const string UseFullAddress = "535 5.7.8 Log in with your full e-mail address kalle@domain.se as the username; the short name stopped working.";
    private const string LogInFirst = "530 5.7.0 Switch on authentication for outgoing mail, with the same username and password as for incoming mail., 4 retry(ies) remaining.";

    private readonly Server server = Server.Start();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_message_is_the_accounts_whatever_was_typed()
    {
        await using Wire wire = await ConnectAsync();
        Assert.Equal("235 go ahead", await wire.SendAsync(Wire.Plain("kalle", Host.Password)));
        Assert.Equal("550 5.7.1 The sender address is not one of your account., 4 retry(ies) remaining.", await wire.SendAsync("MAIL FROM:<anna@domain.se>"));
        Assert.Equal("250 Ok", await wire.SendAsync("MAIL FROM:<\"kalle\"@Domain.SE>"));
        Assert.Equal("250 Ok", await wire.SendAsync("RCPT TO:<someone@elsewhere.example>"));
        Assert.StartsWith("354 ", await wire.SendAsync("DATA"), StringComparison.Ordinal);
        Assert.Equal("250 Ok", await wire.SendAsync("Subject: hej\r\n\r\nhej\r\n."));
        Assert.Equal(["kalle@domain.se, typed kalle"], server.Delivered);
    }

    [Fact]
    public async Task Who_has_not_logged_in_sends_nothing()
    {
        await using Wire wire = await ConnectAsync();
        Assert.Equal(LogInFirst, await wire.SendAsync("MAIL FROM:<kalle@domain.se>"));
        Assert.Equal("535 authentication failed, 2 attempt(s) remaining.", await wire.SendAsync(Wire.Plain("kalle", "wrong")));
        Assert.Equal(LogInFirst, await wire.SendAsync("MAIL FROM:<>"));
        Assert.Empty(server.Delivered);
    }

    [Fact]
    public async Task Three_failures_end_a_session_and_the_sentence_is_the_last_thing_that_is_said()
    {
        server.Host.Clock.SetUtcNow(Host.After);
        await using Wire wire = await ConnectAsync();
        Assert.Equal(UseFullAddress + ", 4 retry(ies) remaining.", await wire.SendAsync(Wire.Plain("kalle", Host.Password)));
        Assert.Equal("535 authentication failed, 2 attempt(s) remaining.", await wire.SendAsync(Wire.Plain("kalle", "wrong")));
        Assert.Equal(UseFullAddress, await wire.SendAsync(Wire.Plain("kalle", Host.Password)));
        Assert.Equal("", await wire.ReadAsync());
    }

    [Fact]
    public async Task Three_wrong_passwords_end_a_session_as_SmtpServer_does()
    {
        await using Wire wire = await ConnectAsync();
        await wire.SendAsync(Wire.Plain("kalle", "wrong"));
        await wire.SendAsync(Wire.Plain("kalle", "wrong"));
        Assert.Equal("535 authentication failed, 0 attempt(s) remaining.", await wire.SendAsync(Wire.Plain("kalle", "wrong")));
        Assert.Equal("221 bye", await wire.ReadAsync());
        Assert.Equal("", await wire.ReadAsync());
    }

    [Fact]
    public async Task Brownouts_end_a_session_only_at_the_third_failure_even_with_commands_between()
    {
        server.Host.Clock.SetUtcNow(Host.InBrownout);
        await using Wire wire = await ConnectAsync();
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal("454 4.7.0 Login is not possible at the moment. Try again later., 4 retry(ies) remaining.", await wire.SendAsync(Wire.Plain("kalle", Host.Password)));
            Assert.Equal("250 Ok", await wire.SendAsync("NOOP"));
        }

        Assert.Equal("454 4.7.0 Login is not possible at the moment. Try again later.", await wire.SendAsync(Wire.Plain("kalle", Host.Password)));
        Assert.Equal("", await wire.ReadAsync());
    }

    [Theory]
    [InlineData(Host.Password)]
    [InlineData("wrong")]
    public async Task Without_TLS_AUTH_is_not_offered_and_not_taken(string password)
    {
        await using Wire wire = await Wire.ConnectAsync(server.StartTlsPort, tls: false);
        string greeting = await wire.SendAsync("EHLO client.example");
        Assert.Contains("STARTTLS", greeting, StringComparison.Ordinal);
        Assert.DoesNotContain("AUTH", greeting, StringComparison.Ordinal);
        Assert.Equal("504 5.5.4 Switch on encryption (TLS) before logging in., 4 retry(ies) remaining.", await wire.SendAsync(Wire.Plain("kalle@domain.se", password)));
        Assert.StartsWith("220 ", await wire.SendAsync("STARTTLS"), StringComparison.Ordinal);
        await wire.StartTlsAsync();
        Assert.Contains("AUTH PLAIN LOGIN", await wire.SendAsync("EHLO client.example"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_before_STARTTLS_is_forgotten_by_MailAuth()
    {
        await using Server lan = Server.Start(static options => options.PlaintextNetworks = [IPNetwork.Parse("127.0.0.0/8")]);
        await using Wire wire = await Wire.ConnectAsync(lan.StartTlsPort, tls: false);
        Assert.Contains("AUTH PLAIN LOGIN", await wire.SendAsync("EHLO client.example"), StringComparison.Ordinal);
        Assert.Equal("235 go ahead", await wire.SendAsync(Wire.Plain("kalle@domain.se", Host.Password)));
        Assert.StartsWith("220 ", await wire.SendAsync("STARTTLS"), StringComparison.Ordinal);
        await wire.StartTlsAsync();
        await wire.SendAsync("EHLO client.example");
        Assert.Equal(LogInFirst, await wire.SendAsync("MAIL FROM:<kalle@domain.se>"));
    }

    [Fact]
    public async Task Bad_base64_faults_the_session_and_lets_nobody_in()
    {
        await using Wire wire = await ConnectAsync();
        Assert.Equal("", await wire.SendAsync("AUTH PLAIN abc"));
    }

    private async Task<Wire> ConnectAsync()
    {
        Wire wire = await Wire.ConnectAsync(server.TlsPort, tls: true);
        Assert.Contains("AUTH PLAIN LOGIN", await wire.SendAsync("EHLO client.example"), StringComparison.Ordinal);
        return wire;
    }
}
