using MailAuth;
using Samples.Tests.Connections;

namespace Samples.Tests.Clients.Programs;

/// <summary>fetchmail, by POP3 (USER and PASS) and IMAP (LOGIN with quoted strings), the password in UTF-8. It is told to show the dialog (-v).</summary>
internal sealed class Fetchmail : ExternalClient
{
    public override string Name => "fetchmail";

    public override IReadOnlyDictionary<MailProtocol, TlsWay[]> Ways { get; } = All(MailProtocol.Pop3, MailProtocol.Imap);

    protected override IEnumerable<string> ShownOf(Visit visit, Outcome outcome, string sentence) => (visit.Protocol, outcome) switch
    {
        (_, Outcome.Welcome or Outcome.Warned) => [sentence],
        (MailProtocol.Imap, Outcome.NoLogin) => ["LOGINDISABLED", "we've run out of authentication methods", "(exit code 3)"],
        _ => [sentence, "Authorization failure on", "(exit code 3)"],
    };

    protected override async Task<(int ExitCode, string Text)> RunAsync(Visit visit, ClientsHost host, ProgramDirectory directory)
    {
        string tls = visit.Tls switch { TlsWay.OnConnect => "ssl", TlsWay.StartTls => "starttls", _ => "none" };
        string settings = directory.Write("fetchmailrc", ProgramSettings.Fetchmail(
            directory, visit.Protocol == MailProtocol.Pop3 ? "pop3" : "imap", host.PortOf(visit.Protocol, visit.Tls), tls, visit.UsernameOf(Customer.Lisa), visit.PasswordOf(Customer.Lisa)));
        (int exitCode, string output, string error) = await directory.RunAsync("fetchmail", "-v", "--nosyslog", "--nodetach", "-f", settings);
        string shown = output + error;
        if (File.Exists(directory.In("saved")))
        {
            AssertFetched(visit, await File.ReadAllTextAsync(directory.In("saved")));

            // By IMAP it marks what it has fetched as seen. The host's mailbox is read-only and says so, and fetchmail ends with PS_PROTOCOL, the message saved.
            Assert.Equal(visit.Protocol == MailProtocol.Imap ? 7 : 0, exitCode);
            Assert.True(exitCode == 0 || shown.Contains("NO [NOPERM] This mailbox is read-only", StringComparison.Ordinal));
            return (0, shown);
        }

        return (exitCode, shown);
    }
}
