using System.Globalization;

namespace MailAuth.Dovecot.Tests.Servers;

/// <summary>Dovecot with samples/Dovecot/dovecot.conf, on free ports of 127.0.0.1 and 127.0.0.2.</summary>
internal sealed class DovecotServer : IAsyncDisposable
{
    /// <summary>The owner of all mail, instead of the sample's user vmail.</summary>
    public const string MailUser = "20000";

    private const string ShownProgram = "/usr/local/lib/mailauth/mailauth-checkpassword --config=/etc/mailauth/mailauth.json";

    private readonly ServerFolder folder;
    private readonly ServerProcess process;

    private DovecotServer(ServerFolder folder, ServerProcess process, Ports ports)
    {
        this.folder = folder;
        this.process = process;
        Imap = ports.Imap;
        Imaps = ports.Imaps;
        Pop3 = ports.Pop3;
        Pop3s = ports.Pop3s;
        Submission = ports.Submission;
        Log = new ServerFile(LogPath(folder));
    }

    public int Imap { get; }

    public int Imaps { get; }

    public int Pop3 { get; }

    public int Pop3s { get; }

    public int Submission { get; }

    public ServerFile Log { get; }

    /// <summary>The file that doveadm is told to read.</summary>
    public string ConfigurationFile => ConfigurationPath(folder);

    /// <summary>Where incoming mail is handed over.</summary>
    public string LmtpSocket => LmtpPath(folder);

    /// <param name="folder">Where it lives.</param>
    /// <param name="program">The checkpassword program.</param>
    /// <param name="setup">What the test wants otherwise.</param>
    /// <param name="relayPort">The port that submitted mail is handed on to.</param>
    public static async Task<DovecotServer> StartAsync(ServerFolder folder, string program, ServerSetup setup, int relayPort)
    {
        var ports = new Ports();
        string runs = $"{program} --config={folder.ConfigurationFile}";
        new SampleFile("dovecot.conf")
            .With(setup.Dovecot)
            .With([
                ("/srv/mail/", folder.Mail + "/"),
                ("listen = *, ::", "listen = 127.0.0.1, 127.0.0.2"),
                ("base_dir = /run/dovecot", $"base_dir = {folder.InRoot("dovecot/run")}"),
                ("state_dir = /var/lib/dovecot", $"state_dir = {folder.InRoot("dovecot/state")}"),
                ("log_path = syslog", $"log_path = {LogPath(folder)}"),
                ($"passdb {{\n  driver = checkpassword\n  args = {ShownProgram}\n", $"passdb {{\n  driver = checkpassword\n  args = {runs}\n"),
                ($"userdb {{\n  driver = checkpassword\n  args = {ShownProgram}\n", $"userdb {{\n  driver = checkpassword\n  args = {runs}\n"),
                ("/var/spool/postfix/private/auth", Path.Combine(folder.Queue, "private/auth")),
                ("/var/spool/postfix/private/dovecot-lmtp", LmtpPath(folder)),
                ("ssl_cert = </etc/ssl/certs/mail.pem", $"ssl_cert = <{folder.CertificateFile}"),
                ("ssl_key = </etc/ssl/private/mail.key", $"ssl_key = <{folder.KeyFile}"),
                ("mail_uid = vmail", $"mail_uid = {MailUser}"),
                ("mail_gid = vmail", $"mail_gid = {MailUser}"),
                ("port = 143\n", $"port = {ports.Imap}\n"),
                ("port = 993\n", $"port = {ports.Imaps}\n"),
                ("port = 110\n", $"port = {ports.Pop3}\n"),
                ("port = 995\n", $"port = {ports.Pop3s}\n"),
                ("port = 1587\n", $"port = {ports.Submission}\n"),
                ("submission_relay_port = 10587", string.Create(CultureInfo.InvariantCulture, $"submission_relay_port = {relayPort}")),

                // Tests log in wrongly, often, and from one address.
                ("auth_failure_delay = 2 secs", "auth_failure_delay = 0"),
                ("#service anvil {\n#  unix_listener anvil-auth-penalty {\n#    mode = 0\n#  }\n#}", "service anvil {\n  unix_listener anvil-auth-penalty {\n    mode = 0\n  }\n}"),
            ])
            .With(setup.DovecotLines)
            .WriteTo(ConfigurationPath(folder));
        return new DovecotServer(folder, await ServerProcess.StartAsync("dovecot", ["-F", "-c", ConfigurationPath(folder)], ports.Imap), ports);
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static string ConfigurationPath(ServerFolder folder) => folder.InRoot("dovecot/dovecot.conf");

    private static string LogPath(ServerFolder folder) => folder.InRoot("dovecot/dovecot.log");

    private static string LmtpPath(ServerFolder folder) => Path.Combine(folder.Queue, "private/dovecot-lmtp");

    private sealed record Ports
    {
        public int Imap { get; } = FreePort.Next();

        public int Imaps { get; } = FreePort.Next();

        public int Pop3 { get; } = FreePort.Next();

        public int Pop3s { get; } = FreePort.Next();

        public int Submission { get; } = FreePort.Next();
    }
}
