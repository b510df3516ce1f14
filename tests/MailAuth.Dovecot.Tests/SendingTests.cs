using MailAuth.Dovecot.Tests.Clients;
using MailAuth.Dovecot.Tests.Servers;

namespace MailAuth.Dovecot.Tests;

/// <summary>Who may send as whom: Postfix's maps see the canonical address, whichever form was typed.</summary>
public sealed class SendingTests(DovecotAndPostfix host) : IClassFixture<DovecotAndPostfix>
{
    [Theory]
    [InlineData("anna", "anna@domain.se", "250")]
    [InlineData("anna@domain.se", "anna@domain.se", "250")]
    [InlineData("ANNA", "Anna@Domain.SE", "250")]
    [InlineData("anna", "anna+list@domain.se", "250")]
    [InlineData("anna", "info@domain.se", "250")] // sender_logins
    [InlineData("anna", "kalle@domain.se", "553")]
    [InlineData("anna@domain.se", "kalle@domain.se", "553")]
    [InlineData("anna@domain.se", "anna@kund.se", "553")]
    public async Task A_sender_must_be_the_logins_own(string username, string from, string answer)
    {
        foreach (MailService service in new[] { MailService.Submission, MailService.DovecotSubmission })
        {
            string[] lines = await new Swaks(host.Servers).SendAsync(service, username, "anna-2009", from, "kalle@kund.se");
            Assert.Contains(lines, line => line.StartsWith("235 2.7.0 ", StringComparison.Ordinal));
            Assert.Contains(lines, line => line.StartsWith(answer == "250" ? "250 2.0.0 " : "553 5.7.1 ", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(MailService.Submission, "PLAIN")]
    [InlineData(MailService.Submission, "LOGIN")]
    [InlineData(MailService.Smtps, "LOGIN")]
    public async Task A_message_goes_all_the_way_to_the_mailbox(MailService service, string mechanism)
    {
        string home = Path.Combine(host.Servers.Folder.Mail, "domain.se/kalle");
        int before = Mailbox.NewMessages(home).Length;
        await new Swaks(host.Servers).SendAsync(service, "anna", "anna-2009", "anna@domain.se", "kalle@domain.se", mechanism);
        await Mailbox.WaitForAsync(home, before + 1);
        await host.Servers.Postfix.Log.WaitForAsync($"sasl_method={mechanism}, sasl_username=anna@domain.se");
    }

    [Theory]
    [InlineData(MailService.Submission)]
    [InlineData(MailService.Smtps)]
    public async Task Nobody_sends_without_logging_in(MailService service) =>
        Assert.Contains(
            await new Swaks(host.Servers).SendAsync(service, null, "", "anna@domain.se", "kalle@domain.se"),
            line => line.StartsWith("554 5.7.1 ", StringComparison.Ordinal) && line.EndsWith("Access denied", StringComparison.Ordinal));

    [Fact]
    public async Task Mail_for_nobody_is_refused_by_Dovecot_through_Postfix()
    {
        await new Swaks(host.Servers).SendAsync(MailService.Submission, "anna", "anna-2009", "anna@domain.se", "nobody@domain.se");
        Assert.Contains("status=bounced", await host.Servers.Postfix.Log.WaitForAsync("to=<nobody@domain.se>", "550 5.1.1"), StringComparison.Ordinal);
    }
}
