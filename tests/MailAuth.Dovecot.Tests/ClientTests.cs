using MailAuth.Dovecot.Tests.Clients;
using MailAuth.Dovecot.Tests.Servers;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Pop3;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace MailAuth.Dovecot.Tests;

/// <summary>Programs that people read and send their mail with. curl and swaks are in all other tests.</summary>
public sealed class ClientTests(DovecotAndPostfix host) : IClassFixture<DovecotAndPostfix>
{
    [Theory]
    [InlineData("anna", "plain")]
    [InlineData("anna@domain.se", "login")]
    public async Task Mutt_reads_a_message(string username, string authenticator)
    {
        await new Swaks(host.Servers).DeliverAsync("anna@domain.se");
        string folder = NewFolder();
        string saved = Path.Combine(folder, "saved");
        string mailbox = $"imaps://localhost:{host.Servers.Dovecot.Imaps}/INBOX";
        string settings = Path.Combine(folder, "muttrc");
        await File.WriteAllTextAsync(settings, $"""
            set folder={mailbox}
            set imap_user={username}
            set imap_pass=anna-2009
            set imap_authenticators={authenticator}
            set certificate_file={host.Servers.Folder.CertificateFile}
            set ssl_force_tls=yes
            set pipe_decode=yes
            set wait_key=no
            set quit=yes
            set sleep_time=0
            set mail_check=0

            """, TestContext.Current.CancellationToken);
        ProgramRun run = await ProgramRun.OfAsync("script", ["-qec", $"mutt -n -F {settings} -f {mailbox} -e 'push \"<pipe-message>cat > {saved}<enter><quit>\"'", "/dev/null"], folder);
        Assert.True(File.Exists(saved), $"mutt ended with {run.ExitCode}: {run.Output}");
        Assert.Contains("Hej", await File.ReadAllTextAsync(saved, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anna", "PLAIN")]
    [InlineData("anna@domain.se", "LOGIN")]
    public async Task Mbsync_fetches_the_messages(string username, string mechanism)
    {
        await new Swaks(host.Servers).DeliverAsync("anna@domain.se");
        string folder = NewFolder();
        Directory.CreateDirectory(Path.Combine(folder, "mail"));
        string settings = Path.Combine(folder, "mbsyncrc");
        await File.WriteAllTextAsync(settings, $"""
            IMAPAccount host
            Host localhost
            Port {host.Servers.Dovecot.Imaps}
            User {username}
            Pass anna-2009
            SSLType IMAPS
            CertificateFile {host.Servers.Folder.CertificateFile}
            AuthMechs {mechanism}

            IMAPStore far
            Account host

            MaildirStore near
            Path {folder}/mail/
            Inbox {folder}/mail/INBOX

            Channel inbox
            Far :far:
            Near :near:
            Patterns INBOX
            Create Near
            Sync Pull
            SyncState *

            """, TestContext.Current.CancellationToken);
        ProgramRun run = await ProgramRun.OfAsync("mbsync", ["-c", settings, "-a"], folder);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder, "mail", "INBOX"), "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("anna")]
    [InlineData("anna@domain.se")]
    public async Task MailKit_reads_with_IMAP_and_POP3_and_sends(string username)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using var smtp = new SmtpClient();
        await OpenAsync(smtp, host.Servers.Postfix.Submission, SecureSocketOptions.StartTls, username);
        var message = new MimeMessage { Subject = "Hej", Body = new TextPart { Text = "Hej" } };
        message.From.Add(new MailboxAddress("Anna", "anna@domain.se"));
        message.To.Add(new MailboxAddress("Anna", "anna@domain.se"));
        int before = Mailbox.NewMessages(Home).Length;
        await smtp.SendAsync(message, cancellation);
        await smtp.DisconnectAsync(true, cancellation);
        await Mailbox.WaitForAsync(Home, before + 1);

        using var imap = new ImapClient();
        await OpenAsync(imap, host.Servers.Dovecot.Imap, SecureSocketOptions.StartTls, username);
        await imap.Inbox.OpenAsync(FolderAccess.ReadOnly, cancellation);
        Assert.True(imap.Inbox.Count > 0);
        await imap.DisconnectAsync(true, cancellation);

        using var pop3 = new Pop3Client();
        await OpenAsync(pop3, host.Servers.Dovecot.Pop3s, SecureSocketOptions.SslOnConnect, username);
        Assert.True(pop3.Count > 0);
        await pop3.DisconnectAsync(true, cancellation);
    }

    [Fact]
    public async Task MailKit_is_told_the_sentence()
    {
        await using MailServers servers = await MailServers.StartAsync(setup => setup.Phase = Phase.Closed);
        using var imap = new ImapClient { ServerCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == Certificate.Thumbprint };
        await imap.ConnectAsync("127.0.0.1", servers.Dovecot.Imaps, SecureSocketOptions.SslOnConnect, TestContext.Current.CancellationToken);
        AuthenticationException refusal = await Assert.ThrowsAsync<AuthenticationException>(
            () => imap.AuthenticateAsync("anna", "anna-2009", TestContext.Current.CancellationToken));
        Assert.Contains("full e-mail address anna@domain.se as the username", refusal.Message, StringComparison.Ordinal);
    }

    private string Home => Path.Combine(host.Servers.Folder.Mail, "domain.se/anna");

    private static async Task OpenAsync(MailKit.MailService client, int port, SecureSocketOptions tls, string username)
    {
        client.ServerCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == Certificate.Thumbprint;
        await client.ConnectAsync("127.0.0.1", port, tls, TestContext.Current.CancellationToken);
        await client.AuthenticateAsync(username, "anna-2009", TestContext.Current.CancellationToken);
    }

    private string NewFolder() => Directory.CreateDirectory(host.Servers.Folder.InRoot($"client-{Guid.NewGuid():N}")).FullName;
}
