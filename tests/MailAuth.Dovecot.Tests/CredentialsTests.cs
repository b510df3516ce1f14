using MailAuth.Dovecot.Tests.Clients;
using MailAuth.Dovecot.Tests.Servers;

namespace MailAuth.Dovecot.Tests;

/// <summary>What an operator sees who offers CRAM-MD5, for which Dovecot asks for the stored password itself.</summary>
public sealed class CredentialsTests
{
    [Fact]
    public async Task The_log_says_which_mechanisms_to_switch_off()
    {
        await using MailServers servers = await MailServers.StartAsync(setup => setup.Dovecot.Add(("auth_mechanisms = plain login", "auth_mechanisms = plain login cram-md5")));
        string answer = await new Curl(servers).LogInAsync(MailService.Imaps, "anna"u8.ToArray(), "anna-2009"u8.ToArray(), "mail.domain.se", "CRAM-MD5");
        Answers.Check(Verdict.Unavailable, MailService.Imaps, answer);
        Assert.EndsWith("switch them off: auth_mechanisms = plain login", await servers.Dovecot.Log.WaitForAsync("auth: Error: ", "CRAM-MD5"), StringComparison.Ordinal);
        await servers.Dovecot.Log.WaitForAsync("exited with status 111");

        // The others go on.
        Answers.Check(Verdict.Accepted, MailService.Imaps, await new Curl(servers).LogInAsync(MailService.Imaps, "anna", "anna-2009"));
    }

    [Fact]
    public async Task A_password_is_not_handed_out_to_doveadm()
    {
        await using MailServers servers = await MailServers.StartAsync();
        ProgramRun run = await new Doveadm(servers).RunAsync("auth", "lookup", "anna@domain.se");
        Assert.Equal(Doveadm.TemporaryFailure, run.ExitCode);
        Assert.DoesNotContain("argon2", run.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task No_client_is_offered_more_than_the_sample_offers()
    {
        await using MailServers servers = await MailServers.StartAsync();
        await using Wire wire = await Wire.ConnectAsync(servers.Dovecot.Imaps, "mail.domain.se");
        string offer = await wire.CommandAsync("a CAPABILITY", "* CAPABILITY ");
        Assert.Equal(["AUTH=PLAIN", "AUTH=LOGIN"], offer.Split(' ').Where(word => word.StartsWith("AUTH=", StringComparison.Ordinal)));
    }
}
