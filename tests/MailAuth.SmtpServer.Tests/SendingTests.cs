using MailAuth.SmtpServer.Tests.Sessions;
using Microsoft.Extensions.DependencyInjection;
using global::SmtpServer.Storage;

namespace MailAuth.SmtpServer.Tests;

/// <summary>MAIL and RCPT: who may send, as whom, and to whom.</summary>
public sealed class SendingTests : IAsyncDisposable
{
    private const string LogInFirst =
        "530 5.7.0 Switch on authentication for outgoing mail, with the same username and password as for incoming mail.";

    private const string NotYours = "550 5.7.1 The sender address is not one of your account.";
    private const string Network = "198.51.100.9";

    private readonly Host host = new();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData("kalle@domain.se")]
    [InlineData("kalle")]
    public async Task An_account_sends_as_its_own_addresses_and_as_nobody_whatever_was_typed(string typed)
    {
        Client client = await LogInAsync(typed);
        Assert.Equal(Answer.Yes, await client.MailAsync("kalle", "domain.se"));
        Assert.Equal(Answer.Yes, await client.RcptAsync("someone", "elsewhere.example"));
        Assert.Equal(Answer.Yes, await client.MailAsync("karl", "DOMAIN.SE"));
        Assert.Equal(Answer.Yes, await client.MailAsync("", ""));
    }

    [Theory]
    [InlineData("anna", "domain.se")]
    [InlineData("kalle", "kund.se")]
    [InlineData("kalle", "")]
    [InlineData("kalle@domain.se", "elsewhere.example")]
    [InlineData(" kalle", "domain.se")]
    [InlineData("\"kalle", "domain.se")]
    [InlineData("kalle\r\nanna", "domain.se")]
    public async Task An_account_sends_as_nobody_else(string user, string domain)
    {
        Client client = await LogInAsync("kalle@domain.se");
        Assert.Equal(new Answer(NotYours, false), await client.MailAsync(user, domain));
    }

    [Fact]
    public async Task Who_has_not_logged_in_is_told_to()
    {
        Assert.Equal(new Answer(LogInFirst, false), await host.Connect().MailAsync("kalle", "domain.se"));
        Assert.Equal(new Answer(LogInFirst, false), await host.Connect().MailAsync("", ""));
    }

    [Fact]
    public async Task A_recipient_is_refused_where_nobody_asked_about_the_sender()
    {
        Assert.Equal(new Answer(LogInFirst, false), await host.Connect().RcptAsync("someone", "elsewhere.example"));
    }

    [Fact]
    public async Task A_relay_network_sends_without_a_login_until_the_date_and_not_in_a_brownout()
    {
        Assert.Equal(Answer.Yes, await host.Connect(remote: Network).MailAsync("kalle", "domain.se"));
        host.Clock.SetUtcNow(Host.InBrownout);
        Answer brownout = await host.Connect(remote: Network).MailAsync("kalle", "domain.se");
        Assert.StartsWith("451 4.7.0 Switch on authentication", brownout.Text, StringComparison.Ordinal);
        host.Clock.SetUtcNow(Host.After);
        Assert.Equal(new Answer(LogInFirst, false), await host.Connect(remote: Network).MailAsync("kalle", "domain.se"));
    }

    [Fact]
    public async Task Where_TLS_is_required_to_send_the_answer_says_so()
    {
        await using var tls = new Host(engine: static engine => engine.Submission.Tls = new() { TimeZone = "Europe/Stockholm", Closed = new(2009, 8, 1) });
        Assert.Equal(
            new Answer("530 5.7.0 Switch on encryption (STARTTLS) for outgoing mail.", false),
            await tls.Connect(tls: false, remote: Network).MailAsync("kalle", "domain.se"));
        Assert.Equal(Answer.Yes, await tls.Connect(tls: true, remote: Network).MailAsync("kalle", "domain.se"));
    }

    [Fact]
    public async Task On_port_25_mail_for_the_hosts_own_domains_is_free_and_other_mail_is_not()
    {
        Client client = host.Connect(tls: false, port: 25);
        Assert.Equal(Answer.Yes, await client.MailAsync("someone", "elsewhere.example"));
        Assert.Equal(Answer.Yes, await client.RcptAsync("kalle", "domain.se"));
        Assert.Equal(Answer.Yes, await client.RcptAsync("ANNA", "Kund.SE"));
        Assert.Equal(new Answer(LogInFirst, false), await client.RcptAsync("someone", "elsewhere.example"));
        Assert.Empty(host.Usage.UnauthenticatedMail());
    }

    [Fact]
    public async Task Which_ports_are_for_relay_is_an_option()
    {
        await using var other = new Host(static adapter => adapter.RelayPorts = [2525]);
        Assert.Equal(Answer.Yes, await other.Connect(port: 2525).MailAsync("someone", "elsewhere.example"));
        Assert.Equal(new Answer(LogInFirst, false), await other.Connect(port: 25).MailAsync("someone", "elsewhere.example"));
    }

    [Fact]
    public async Task A_transaction_without_a_login_is_recorded_once()
    {
        Client client = host.Connect(remote: Network, tls: false);
        await client.MailAsync("kalle", "domain.se");
        Assert.Empty(host.Usage.UnauthenticatedMail());
        await client.RcptAsync("someone", "elsewhere.example");
        await client.RcptAsync("other", "elsewhere.example");
        var mail = Assert.Single(host.Usage.UnauthenticatedMail());
        Assert.Equal("kalle@domain.se", mail.Sender);
        Assert.Equal("198.51.100.9/32", mail.Network.ToString());

        await client.MailAsync("", "");
        await client.RcptAsync("someone", "elsewhere.example");
        Assert.Equal(["kalle@domain.se", ""], host.Usage.UnauthenticatedMail().Select(static line => line.Sender));
    }

    [Fact]
    public async Task Mail_of_who_has_logged_in_is_not_recorded_as_without()
    {
        Client client = await LogInAsync("kalle@domain.se");
        await client.MailAsync("kalle", "domain.se");
        await client.RcptAsync("someone", "elsewhere.example");
        Assert.Empty(host.Usage.UnauthenticatedMail());
    }

    [Fact]
    public async Task The_hosts_own_filters_are_asked_after_the_engine_and_may_refuse()
    {
        int asked = 0;
        IMailboxFilter own = StandIn.Of<IMailboxFilter>(new Dictionary<string, Func<object?[], object?>>
        {
            ["CanAcceptFromAsync"] = _ => Task.FromResult(++asked > 0),
            ["CanDeliverToAsync"] = _ => Task.FromResult(++asked < 0),
        });
        await using var filtered = new Host(more: services => services.AddSingleton(own));
        Assert.Equal(new Answer(LogInFirst, false), await filtered.Connect().MailAsync("kalle", "domain.se"));
        Assert.Equal(0, asked);
        Client client = filtered.Connect(remote: Network);
        Assert.Equal(Answer.Yes, await client.MailAsync("kalle", "domain.se"));
        Assert.Equal(Answer.No, await client.RcptAsync("someone", "elsewhere.example"));
        Assert.Equal(2, asked);
        Assert.Empty(filtered.Usage.UnauthenticatedMail());
    }

    private async Task<Client> LogInAsync(string typed)
    {
        Client client = host.Connect();
        Assert.Equal(Answer.Yes, await client.AuthAsync(typed, Host.Password));
        return client;
    }
}
