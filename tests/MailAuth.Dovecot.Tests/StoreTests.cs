using MailAuth.Accounts;
using MailAuth.Dovecot.Tests.Clients;
using MailAuth.Dovecot.Tests.Servers;
using MailAuth.Sqlite;

namespace MailAuth.Dovecot.Tests;

/// <summary>The other places that accounts may be in.</summary>
public sealed class StoreTests(DovecotAlone host) : IClassFixture<DovecotAlone>
{
    [Fact]
    public async Task A_SQLite_database_in_a_folder_of_Dovecots_own()
    {
        string file = Path.Combine(host.Servers.Folder.State, "mailauth.db");
        using (var database = new SqliteMailAuthDatabase(file))
        {
            await new SqliteAccountStore(database).SaveAsync(new Account("maja@domain.se", "{PLAIN}sqlite-2009"), TestContext.Current.CancellationToken);
        }

        foreach (string each in Directory.GetFiles(host.Servers.Folder.State, "mailauth.db*"))
        {
            await ProgramRun.OfAsync("chown", "dovecot:dovecot", each);
        }

        host.Servers.Configure(setup => setup.Configuration.Add(("\"passwdFile\": \"users\"", $"\"sqlite\": \"{file}\"")));
        try
        {
            foreach (string username in new[] { "maja", "maja@domain.se", "MAJA@DOMAIN.SE" })
            {
                Answers.Check(Verdict.Accepted, MailService.Imaps, await new Curl(host.Servers).LogInAsync(MailService.Imaps, username, "sqlite-2009"));
                Answers.Check(Verdict.Rejected, MailService.Imaps, await new Curl(host.Servers).LogInAsync(MailService.Imaps, username, "wrong-2009"));
            }

            Assert.Contains(await new Swaks(host.Servers).DeliverAsync("maja"), line => line.StartsWith("250 2.0.0 ", StringComparison.Ordinal));
            Assert.Contains(await new Swaks(host.Servers).DeliverAsync("anna"), line => line.StartsWith("550 5.1.1 ", StringComparison.Ordinal));
        }
        finally
        {
            host.Servers.Configure(setup => setup.Configuration.Clear());
        }

        // The first login has replaced the hash, which was none worth the name.
        using var afterwards = new SqliteMailAuthDatabase(file);
        Account? account = await new SqliteAccountStore(afterwards).FindByAddressAsync("maja@domain.se", TestContext.Current.CancellationToken);
        Assert.StartsWith("{ARGON2ID}$argon2id$", account?.PasswordHash, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_passwd_file_of_bare_names()
    {
        host.Servers.Configure(setup =>
        {
            setup.Accounts.Add("pelle:{PLAIN}bara-2009");
            setup.Configuration.Add(("\"passwdFile\": \"users\"", "\"passwdFile\": \"users\", \"passwdFileDomain\": \"kund.se\""));
        });
        try
        {
            foreach (string username in new[] { "pelle", "pelle@kund.se" })
            {
                Answers.Check(Verdict.Accepted, MailService.Imaps, await new Curl(host.Servers).LogInAsync(MailService.Imaps, username, "bara-2009", "localhost"));
            }

            Assert.Equal(Path.Combine(host.Servers.Folder.Mail, "kund.se/pelle"), await new Doveadm(host.Servers).UserAsync("pelle", "home"));
        }
        finally
        {
            host.Servers.Configure(setup => setup.Configuration.Clear());
        }
    }
}
