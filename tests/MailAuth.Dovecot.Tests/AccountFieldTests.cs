using MailAuth.Dovecot.Tests.Clients;
using MailAuth.Dovecot.Tests.Servers;

namespace MailAuth.Dovecot.Tests;

/// <summary>What an account's line in the passwd-file says behind the password reaches Dovecot.</summary>
public sealed class AccountFieldTests(AccountFieldTests.Host host) : IClassFixture<AccountFieldTests.Host>
{
    public sealed class Host : SharedServers
    {
        private protected override void Change(ServerSetup setup)
        {
            setup.Postfix = true;
            setup.Accounts.AddRange([
                "moved@domain.se:{PLAIN}flyttad-2009::::::nologin reason=Moved.",
                "here@domain.se:{PLAIN}inne-2009::::::allow_nets=127.0.0.1,192.0.2.0/24",
                "elsewhere@domain.se:{PLAIN}ute-2009::::::allow_nets=192.0.2.0/24",
                "home@domain.se:{PLAIN}hem-2009:30001:30002::/nonexistent/home::userdb_quota_rule=*:storage=1G",
            ]);
        }
    }

    [Theory]
    [InlineData(MailService.Imaps, "NO [CONTACTADMIN] Moved.")]
    [InlineData(MailService.Pop3s, "-ERR [AUTH] Moved.")]
    [InlineData(MailService.DovecotSubmission, "525 5.7.13 Moved.")]
    [InlineData(MailService.Submission, "535 5.7.8 Error: authentication failed: (reason unavailable)")]
    public async Task Who_may_not_log_in_is_told_why(MailService service, string answer)
    {
        Assert.Equal(answer, await new Curl(host.Servers).LogInAsync(service, "moved", "flyttad-2009"));
        Answers.Check(Verdict.Rejected, service, await new Curl(host.Servers).LogInAsync(service, "moved", "wrong-2009"));
    }

    [Theory]
    [InlineData("here", "inne-2009", Verdict.Accepted)]
    [InlineData("here@domain.se", "inne-2009", Verdict.Accepted)]
    [InlineData("elsewhere", "ute-2009", Verdict.Rejected)]
    [InlineData("elsewhere@domain.se", "ute-2009", Verdict.Rejected)]
    public async Task Networks(string username, string password, Verdict verdict)
    {
        foreach (MailService service in Enum.GetValues<MailService>())
        {
            Answers.Check(verdict, service, await new Curl(host.Servers).LogInAsync(service, username, password));
        }
    }

    [Theory]
    [InlineData("uid", "30001")]
    [InlineData("gid", "30002")]
    [InlineData("home", "/nonexistent/home")]
    [InlineData("quota_rule", "*:storage=1G")]
    public async Task A_look_up_has_what_the_mailbox_needs(string field, string value) =>
        Assert.Equal(value, await new Doveadm(host.Servers).UserAsync("home", field));

    [Fact]
    public async Task A_login_has_it_too()
    {
        string[] answers = await AuthSocket.LogInAsync(host.Servers, "imap", [("home", "hem-2009")]);
        Assert.StartsWith("OK user=home@domain.se", Assert.Single(answers), StringComparison.Ordinal);
        ProgramRun test = await new Doveadm(host.Servers).RunAsync("auth", "login", "home@domain.se", "hem-2009");
        Assert.Contains("home=/nonexistent/home", test.Output, StringComparison.Ordinal);
        Assert.Contains("uid=30001", test.Output, StringComparison.Ordinal);
        Assert.Contains("quota_rule=*:storage=1G", test.Output, StringComparison.Ordinal);
    }
}
