using MailAuth.Dovecot.Tests.Clients;
using MailAuth.Dovecot.Tests.Servers;

namespace MailAuth.Dovecot.Tests;

/// <summary>Which folder a login opens.</summary>
public sealed class MailPathTests
{
    private static readonly string[] Intruders =
    [
        "../../x@domain.se", "../x", "..", "../mailauth/users", "/etc/passwd", "x/y@domain.se", "x/../../y@domain.se", "kalle@../domain.se", "kalle@domain.se/..",
        ".@domain.se", "..@domain.se", "kalle@", "@domain.se", "%u@domain.se", "%{home}", "~/x", "~root@domain.se", "x\t@domain.se", "x\u0001@domain.se",
    ];

    [Fact]
    public async Task The_address_is_the_whole_path_whichever_form_was_typed()
    {
        await using MailServers servers = await MailServers.StartAsync(setup => setup.Dovecot.Add(("mail_home = /srv/mail/%d/%n", "mail_home = /srv/mail/%u")));
        foreach (string username in new[] { "anna", "anna@domain.se", "ANNA", "Anna@Domain.SE", " anna" })
        {
            Answers.Check(Verdict.Accepted, MailService.Imaps, await new Curl(servers).LogInAsync(MailService.Imaps, username, "anna-2009"));
        }

        await new Swaks(servers).DeliverAsync("anna");
        Assert.Equal(["anna@domain.se"], Directory.GetFileSystemEntries(servers.Folder.Mail).Select(Path.GetFileName));
        Assert.Single(Mailbox.NewMessages(Path.Combine(servers.Folder.Mail, "anna@domain.se")));
    }

    [Fact]
    public async Task No_name_leads_out_of_the_folder()
    {
        await using MailServers servers = await MailServers.StartAsync();
        await new Curl(servers).LogInAsync(MailService.Imaps, "anna", "anna-2009");
        string[] before = Everything(servers);
        string[] answers = await AuthSocket.LogInAsync(servers, "imap", [.. Intruders.Select(name => (name, "anna-2009"))]);
        Assert.All(answers, answer => Assert.StartsWith("FAIL ", answer, StringComparison.Ordinal));
        ProgramRun users = await new Doveadm(servers).RunAsync(["user", "--", .. Intruders]);
        Assert.NotEqual(0, users.ExitCode);
        Assert.DoesNotContain(servers.Folder.Mail, users.Output, StringComparison.Ordinal);
        string[] lines = await new Swaks(servers).DeliverAsync("\"../../x\"@domain.se,\"x/y\"@domain.se,~root@domain.se");
        Assert.Equal(3, lines.Count(line => line.StartsWith("550 5.1.1 ", StringComparison.Ordinal)));
        Assert.Equal(before, Everything(servers));
    }

    /// <summary>Every folder of the test's root but those of Dovecot itself, and every mailbox.</summary>
    private static string[] Everything(MailServers servers) =>
    [
        .. Directory.GetFileSystemEntries(servers.Folder.Root).Where(entry => !Path.GetFileName(entry).StartsWith("curl-", StringComparison.Ordinal)),
        .. Directory.GetFileSystemEntries(servers.Folder.InRoot("mailauth")),
        .. Directory.GetDirectories(servers.Folder.Mail, "*", SearchOption.AllDirectories).Where(folder => !folder.Contains("Maildir", StringComparison.Ordinal)),
    ];
}
