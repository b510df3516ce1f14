using System.Text;
using MailAuth.Dovecot.Tests.Clients;
using MailAuth.Dovecot.Tests.Servers;

namespace MailAuth.Dovecot.Tests;

/// <summary>No password is in any file but those that hold the accounts.</summary>
public sealed class SecretsTests
{
    [Theory]
    [InlineData("no")]
    [InlineData("yes")] // the operator looks for a fault
    public async Task No_log_holds_a_password(string debug)
    {
        await using MailServers servers = await MailServers.StartAsync(setup =>
        {
            setup.Postfix = true;
            setup.DovecotLines.AddRange([$"auth_verbose = {debug}", $"auth_debug = {debug}"]);
        });
        string[] passwords = ["anna-2009", "wrong-2009", "hemlig\u00E5-2009"];
        foreach (Phase phase in new[] { Phase.Brownout, Phase.Closed })
        {
            servers.SetPhase(phase);
            await LogInAsync(servers, passwords);
        }

        File.Delete(servers.Folder.UsersFile);
        await LogInAsync(servers, passwords);
        await servers.Dovecot.Log.WaitForAsync("exited with status 111");
        foreach (string file in Directory.EnumerateFiles(servers.Folder.Root, "*", SearchOption.AllDirectories).Where(IsWrittenByAServer))
        {
            string text = new ServerFile(file).Text;
            foreach (string password in passwords)
            {
                byte[] utf8 = Encoding.UTF8.GetBytes(password);
                foreach (string form in new[] { Encoding.Latin1.GetString(utf8), Convert.ToBase64String(utf8), Convert.ToHexString(utf8), Convert.ToHexStringLower(utf8) })
                {
                    Assert.False(text.Contains(form, StringComparison.Ordinal), $"{Path.GetFileName(file)} holds {form}:\n{text}");
                }
            }
        }
    }

    private static async Task LogInAsync(MailServers servers, string[] passwords)
    {
        foreach (string password in passwords)
        {
            await new Curl(servers).LogInAsync(MailService.Imaps, "anna", password);
            await new Curl(servers).LogInAsync(MailService.Submission, "anna", password);
        }
    }

    /// <summary>Sockets and pipes are empty.</summary>
    private static bool IsWrittenByAServer(string file) => new FileInfo(file).Length > 0 && !file.Contains("/curl-", StringComparison.Ordinal) && !file.Contains("/program/", StringComparison.Ordinal);
}
