using MailAuth.Dovecot.Tests.Clients;
using MailAuth.Dovecot.Tests.Servers;

namespace MailAuth.Dovecot.Tests;

/// <summary>What everybody sees while the accounts, or the configuration, can't be read.</summary>
public sealed class UnavailableTests(DovecotAndPostfix host) : IClassFixture<DovecotAndPostfix>
{
    [Theory]
    [InlineData("users", "users")]
    [InlineData("mailauth.json", "mailauth.json")]
    public async Task Nobody_is_told_that_a_password_is_wrong(string file, string named)
    {
        string path = host.Servers.Folder.InRoot("mailauth/" + file);
        File.Move(path, path + ".away");
        try
        {
            foreach (MailService service in Enum.GetValues<MailService>())
            {
                // Postfix says what it says for a wrong password: it makes no difference between Dovecot's refusals.
                Answers.Check(Verdict.Unavailable, service, await new Curl(host.Servers).LogInAsync(service, "anna", "anna-2009"));
            }

            Assert.Equal(Doveadm.TemporaryFailure, (await new Doveadm(host.Servers).RunAsync("user", "anna@domain.se")).ExitCode);
            Assert.Contains(await new Swaks(host.Servers).DeliverAsync("anna@domain.se"), line => line.StartsWith("451 4.3.0 ", StringComparison.Ordinal));
            await host.Servers.Dovecot.Log.WaitForAsync("auth: Error: ", Path.GetFileName(path), named);
            await host.Servers.Dovecot.Log.WaitForAsync("exited with status 111");
        }
        finally
        {
            File.Move(path + ".away", path);
        }

        Answers.Check(Verdict.Accepted, MailService.Imaps, await new Curl(host.Servers).LogInAsync(MailService.Imaps, "anna", "anna-2009"));
    }

    [Fact]
    public async Task The_log_says_where_the_configuration_is_wrong()
    {
        await File.WriteAllTextAsync(host.Servers.Folder.ConfigurationFile, "{\n  \"transitions\": { }\n}\n", TestContext.Current.CancellationToken);
        Answers.Check(Verdict.Unavailable, MailService.Imaps, await new Curl(host.Servers).LogInAsync(MailService.Imaps, "anna", "anna-2009"));
        await host.Servers.Dovecot.Log.WaitForAsync("auth: Error: ", "mailauth.json", "transitions");
        host.Servers.SetPhase(Phase.Open);
    }
}
