using System.Globalization;
using MailAuth.Dovecot.Tests.Clients;

namespace MailAuth.Dovecot.Tests.Servers;

/// <summary>Postfix with samples/Dovecot/postfix, an instance of its own on free ports of 127.0.0.1, and for submission of 127.0.0.2 too.</summary>
internal sealed class PostfixServer : IAsyncDisposable
{
    private readonly ServerProcess process;

    private PostfixServer(ServerFolder folder, ServerProcess process, int smtp, int submission, int smtps)
    {
        this.process = process;
        Smtp = smtp;
        Submission = submission;
        Smtps = smtps;
        Log = new ServerFile(LogPath(folder));
    }

    /// <summary>The port of incoming mail.</summary>
    public int Smtp { get; }

    /// <summary>The port of submission, with STARTTLS.</summary>
    public int Submission { get; }

    /// <summary>The port of submission with TLS from the first byte.</summary>
    public int Smtps { get; }

    public ServerFile Log { get; }

    /// <param name="folder">Where it lives.</param>
    /// <param name="relay">The port that Dovecot's own submission service hands its mail on to.</param>
    public static async Task<PostfixServer> StartAsync(ServerFolder folder, int relay)
    {
        int smtp = FreePort.Next();
        string etc = folder.InRoot("postfix/etc");
        int submission = FreePort.Next();
        int smtps = FreePort.Next();
        new SampleFile("postfix/main.cf")
            .With([
                ("inet_interfaces = all", "inet_interfaces = 127.0.0.1"),
                ("queue_directory = /var/spool/postfix", $"queue_directory = {folder.Queue}"),
                ("data_directory = /var/lib/postfix", $"data_directory = {folder.InRoot("postfix/data")}"),
                ("maillog_file = /var/log/postfix.log", $"maillog_file = {LogPath(folder)}"),
                ("maillog_file_prefixes = /var", $"maillog_file_prefixes = {folder.Root}"),
                ("/etc/postfix/sender_logins", $"{etc}/sender_logins"),
                ("/etc/postfix/own_address", $"{etc}/own_address"),
                ("/etc/ssl/certs/mail.pem", folder.CertificateFile),
                ("/etc/ssl/private/mail.key", folder.KeyFile),
            ])
            .WriteTo($"{etc}/main.cf");
        var master = new SampleFile("postfix/master.cf");
        string[] submissionLines = [.. master.Text.Split('\n').SkipWhile(line => !line.StartsWith("submission inet ", StringComparison.Ordinal)).TakeWhile(line => line.Length > 0)];
        master
            .With([
                ("\nsmtp      inet ", string.Create(CultureInfo.InvariantCulture, $"\n127.0.0.1:{smtp} inet ")),
                ("\nsubmission inet ", string.Create(CultureInfo.InvariantCulture, $"\n127.0.0.1:{submission} inet ")),
                ("\nsmtps     inet ", string.Create(CultureInfo.InvariantCulture, $"\n127.0.0.1:{smtps} inet ")),
                ("\n127.0.0.1:10587 inet ", string.Create(CultureInfo.InvariantCulture, $"\n127.0.0.1:{relay} inet ")),
            ])

            // The same door on another address, which means another domain.
            .With([submissionLines[0].Replace("submission", string.Create(CultureInfo.InvariantCulture, $"127.0.0.2:{submission}"), StringComparison.Ordinal), .. submissionLines[1..]])
            .WriteTo($"{etc}/master.cf");
        new SampleFile("postfix/sender_logins").WriteTo($"{etc}/sender_logins");
        new SampleFile("postfix/own_address").WriteTo($"{etc}/own_address");

        // A file that was just written may not be finished: every program of Postfix would wait for two seconds.
        foreach (string file in Directory.GetFiles(etc))
        {
            File.SetLastWriteTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-1));
        }

        // What "postfix start" runs after two seconds of looking at its folders; in a session of its own, whose processes it ends with itself.
        await MakeQueueAsync(folder);
        ServerProcess process = await ServerProcess.StartAsync("setsid", ["/usr/lib/postfix/sbin/master", "-d", "-c", etc], smtp);
        return new PostfixServer(folder, process, smtp, submission, smtps);
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    /// <summary>The folders of the queue, with the owners and modes that "postfix check" gives them.</summary>
    private static async Task MakeQueueAsync(ServerFolder folder)
    {
        string[] all = ["active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "saved", "trace", "private"];
        foreach (string[] make in new[] { ["-m", "0700", "-o", "postfix", .. all], ["-m", "0730", "-o", "postfix", "-g", "postdrop", "maildrop"], ["-m", "0710", "-o", "postfix", "-g", "postdrop", "public"], new[] { "-m", "0755", "pid" } })
        {
            ProgramRun install = await ProgramRun.OfAsync("install", ["-d", .. make], folder.Queue);
            Assert.True(install.ExitCode == 0, install.Error);
        }
    }

    private static string LogPath(ServerFolder folder) => folder.InRoot("postfix/maillog");
}
