using System.Text;
using MailAuth.Dovecot.Tests.Clients;
using MailAuth.Dovecot.Tests.Servers;

namespace MailAuth.Dovecot.Tests;

/// <summary>kalle@domain.se and kalle@kund.se, who both log in as kalle.</summary>
public sealed class TwoKallesTests(DovecotAndPostfix host) : IClassFixture<DovecotAndPostfix>
{
    private const string OfDomain = "sommar-2009";
    private const string OfKund = "vinter-2009";

    [Theory]
    [InlineData("mail.domain.se", OfDomain, Verdict.Accepted)]
    [InlineData("mail.kund.se", OfKund, Verdict.Accepted)]
    [InlineData("mail.domain.se", OfKund, Verdict.Rejected)]
    [InlineData("mail.kund.se", OfDomain, Verdict.Rejected)]
    [InlineData("localhost", OfDomain, Verdict.Rejected)] // a server name of nobody's
    [InlineData(null, OfDomain, Verdict.Rejected)] // no server name
    [InlineData(null, OfKund, Verdict.Rejected)]
    public async Task The_server_name_tells_which(string? serverName, string password, Verdict verdict)
    {
        foreach (MailService service in new[] { MailService.Imaps, MailService.Imap, MailService.Pop3s, MailService.Pop3, MailService.DovecotSubmission })
        {
            Answers.Check(verdict, service, await new Curl(host.Servers).LogInAsync(service, "kalle", password, serverName));
        }
    }

    [Theory]
    [InlineData("127.0.0.1", OfDomain, Verdict.Rejected)] // the address of all domains
    [InlineData("127.0.0.1", OfKund, Verdict.Rejected)]
    [InlineData("127.0.0.2", OfKund, Verdict.Accepted)] // usernames.listeners
    [InlineData("127.0.0.2", OfDomain, Verdict.Rejected)]
    public async Task Without_a_server_name_the_address_of_the_host_tells_which_at_Postfix_too(string address, string password, Verdict verdict)
    {
        foreach (MailService service in new[] { MailService.Imaps, MailService.Submission })
        {
            Answers.Check(verdict, service, await LogInAsync(service, password, null, address));
        }
    }

    [Fact]
    public async Task Postfix_does_not_pass_the_server_name_on() =>
        Answers.Check(Verdict.Rejected, MailService.Submission, await LogInAsync(MailService.Submission, OfDomain, "mail.domain.se", "127.0.0.1"));

    [Theory]
    [InlineData("kalle@domain.se", OfDomain)]
    [InlineData("kalle@kund.se", OfKund)]
    public async Task The_full_address_needs_no_server_name(string username, string password)
    {
        foreach (MailService service in Enum.GetValues<MailService>())
        {
            Answers.Check(Verdict.Accepted, service, await new Curl(host.Servers).LogInAsync(service, username, password, null));
        }
    }

    [Fact]
    public async Task Each_has_a_mailbox_of_their_own()
    {
        await new Curl(host.Servers).LogInAsync(MailService.Imaps, "kalle", OfDomain, "mail.domain.se");
        await host.Servers.Dovecot.Log.WaitForAsync("Login: user=<kalle@domain.se>");
        await new Curl(host.Servers).LogInAsync(MailService.Imaps, "kalle", OfKund, "mail.kund.se");
        await host.Servers.Dovecot.Log.WaitForAsync("Login: user=<kalle@kund.se>");
        Assert.Empty(host.Servers.Dovecot.Log.Lines("Login: user=<kalle>"));
    }

    private Task<string> LogInAsync(MailService service, string password, string? serverName, string address) =>
        new Curl(host.Servers).LogInAsync(service, "kalle"u8.ToArray(), Encoding.ASCII.GetBytes(password), serverName, address: address);
}
