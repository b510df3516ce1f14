using MailAuth.Dovecot.Tests.Clients;
using MailAuth.Dovecot.Tests.Servers;

namespace MailAuth.Dovecot.Tests;

/// <summary>A host's own people, who open a customer's mailbox with their own password: "anna*boss". Their passwords are in another passdb.</summary>
public sealed class MasterUserTests
{
    private const string FirstPassdb = "\npassdb {\n  driver = checkpassword\n";

    [Theory]
    [InlineData("yes")] // the account is looked up before the master may open it
    [InlineData("no")]
    public async Task A_master_opens_a_mailbox_under_each_form_in_every_phase(string pass)
    {
        await using MailServers servers = await StartAsync($"  master = yes\n  pass = {pass}\n");
        servers.SetPhase(Phase.Closed);
        foreach (string username in new[] { "anna*boss", "anna@domain.se*boss", "ANNA@domain.se*boss" })
        {
            Answers.Check(Verdict.Accepted, MailService.Imaps, await new Curl(servers).LogInAsync(MailService.Imaps, username, "chef-2009"));
        }

        Assert.Equal(["domain.se"], Directory.GetDirectories(servers.Folder.Mail).Select(Path.GetFileName));
        Assert.Equal(["anna"], Directory.GetDirectories(servers.Folder.InRoot("mail/domain.se")).Select(Path.GetFileName));
        Answers.Check(Verdict.Rejected, MailService.Imaps, await new Curl(servers).LogInAsync(MailService.Imaps, "anna*boss", "wrong-2009"));
        Answers.Check(Verdict.Rejected, MailService.Imaps, await new Curl(servers).LogInAsync(MailService.Imaps, "anna*boss", "anna-2009"));
        Assert.False(File.Exists(Path.Combine(servers.Folder.State, "usage.log")), "The customer has not logged in.");
    }

    [Theory]
    [InlineData("nobody@domain.se*boss", "NO [AUTHORIZATIONFAILED] ")]
    [InlineData("kalle*boss", "NO [UNAVAILABLE] ")] // one of two
    public async Task A_master_opens_nothing_that_is_not_there(string username, string answer)
    {
        await using MailServers servers = await StartAsync("  master = yes\n  pass = yes\n");
        Assert.StartsWith(answer, await new Curl(servers).LogInAsync(MailService.Imaps, username, "chef-2009", "localhost"), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(servers.Folder.Mail));
    }

    [Fact]
    public async Task As_a_passdb_of_masters_the_program_serves_nobody()
    {
        // Else every customer, with their own password, could open every mailbox.
        await using MailServers servers = await MailServers.StartAsync(setup =>
        {
            setup.Dovecot.Add((FirstPassdb, "\npassdb {\n  driver = checkpassword\n  args = /program --config=/config\n  master = yes\n}" + FirstPassdb));
            setup.DovecotLines.Add("auth_master_user_separator = *");
        });
        string configuration = await File.ReadAllTextAsync(servers.Dovecot.ConfigurationFile, TestContext.Current.CancellationToken);
        string program = $"{servers.Folder.InRoot("program/" + CheckPasswordProgram.Name)} --config={servers.Folder.ConfigurationFile}";
        await File.WriteAllTextAsync(servers.Dovecot.ConfigurationFile, configuration.Replace("/program --config=/config", program, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Equal(0, (await new Doveadm(servers).RunAsync("reload")).ExitCode);
        await servers.Dovecot.Log.WaitForAsync("SIGHUP received");

        Answers.Check(Verdict.Unavailable, MailService.Imaps, await new Curl(servers).LogInAsync(MailService.Imaps, "kalle@domain.se*anna", "anna-2009"));
        await servers.Dovecot.Log.WaitForAsync("auth: Error: ", "master passdb");
        Answers.Check(Verdict.Accepted, MailService.Imaps, await new Curl(servers).LogInAsync(MailService.Imaps, "anna", "anna-2009"));
        Assert.Equal(["anna"], Directory.GetDirectories(servers.Folder.InRoot("mail/domain.se")).Select(Path.GetFileName));
    }

    private static Task<MailServers> StartAsync(string master) => MailServers.StartAsync(setup =>
    {
        setup.Dovecot.Add((FirstPassdb, $"\npassdb {{\n  driver = static\n  args = password=chef-2009\n  username_filter = boss\n{master}}}" + FirstPassdb));
        setup.DovecotLines.Add("auth_master_user_separator = *");
    });
}
