using MailAuth.Dovecot.Tests.Clients;
using MailAuth.Dovecot.Tests.Servers;

namespace MailAuth.Dovecot.Tests;

/// <summary>Users without a password: incoming mail (LMTP) and doveadm.</summary>
public sealed class LookupTests(DovecotAlone host) : IClassFixture<DovecotAlone>
{
    [Theory]
    [InlineData("anna@domain.se", "domain.se/anna")]
    [InlineData("anna", "domain.se/anna")]
    [InlineData("Anna@Domain.SE", "domain.se/anna")]
    [InlineData("ANNA", "domain.se/anna")]
    [InlineData("kalle@domain.se", "domain.se/kalle")]
    [InlineData("kalle@kund.se", "kund.se/kalle")]
    public async Task Doveadm_finds_a_user_under_each_form(string username, string home) =>
        Assert.Equal(Path.Combine(host.Servers.Folder.Mail, home), await new Doveadm(host.Servers).UserAsync(username, "home"));

    [Theory]
    [InlineData("nobody@domain.se", Doveadm.NoUser)]
    [InlineData("nobody", Doveadm.NoUser)]
    [InlineData("anna@kund.se", Doveadm.NoUser)]
    [InlineData("kalle", Doveadm.TemporaryFailure)] // one of two
    public async Task Doveadm_does_not_find(string username, int exitCode) =>
        Assert.Equal(exitCode, (await new Doveadm(host.Servers).RunAsync("user", username)).ExitCode);

    [Fact]
    public async Task Mail_for_each_form_lies_in_the_mailbox_that_each_form_opens()
    {
        string home = Path.Combine(host.Servers.Folder.Mail, "domain.se/anna");
        int before = Mailbox.NewMessages(home).Length;
        string[] forms = ["anna@domain.se", "anna", "ANNA@DOMAIN.SE", "anna+list@domain.se"];
        foreach (string form in forms)
        {
            Assert.Contains($"250 2.0.0 <{form}> ", string.Join('\n', await new Swaks(host.Servers).DeliverAsync(form)), StringComparison.Ordinal);
        }

        Assert.Equal(before + forms.Length, Mailbox.NewMessages(home).Length);
        await new Curl(host.Servers).LogInAsync(MailService.Imaps, "anna", "anna-2009");
        Assert.Empty(Mailbox.NewMessages(Path.Combine(host.Servers.Folder.Mail, "anna")));
        Assert.All(Directory.GetDirectories(host.Servers.Folder.Mail), folder => Assert.Contains(Path.GetFileName(folder), new[] { "domain.se", "kund.se" }));
    }

    [Theory]
    [InlineData("nobody@domain.se", "550 5.1.1 ")]
    [InlineData("anna@kund.se", "550 5.1.1 ")]
    [InlineData("kalle", "451 4.3.0 ")] // one of two: the mail waits, it does not bounce
    public async Task Mail_that_is_not_taken(string to, string answer) =>
        Assert.Contains(await new Swaks(host.Servers).DeliverAsync(to), line => line.StartsWith(answer, StringComparison.Ordinal));

    [Theory]
    [InlineData(Phase.Brownout)]
    [InlineData(Phase.Closed)]
    public async Task Mail_for_the_bare_name_arrives_in_every_phase(Phase phase)
    {
        host.Servers.SetPhase(phase);
        Assert.Contains(await new Swaks(host.Servers).DeliverAsync("anna"), line => line.StartsWith("250 2.0.0 <anna> ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mail_for_who_may_not_log_in_arrives()
    {
        host.Servers.Configure(setup => setup.Accounts.Add("moved@domain.se:{PLAIN}flyttad-2009::::::nologin reason=Moved."));
        Assert.Contains(await new Swaks(host.Servers).DeliverAsync("moved@domain.se"), line => line.StartsWith("250 2.0.0 ", StringComparison.Ordinal));
    }
}
