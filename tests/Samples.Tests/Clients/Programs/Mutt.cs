using MailAuth;
using Samples.Tests.Connections;

namespace Samples.Tests.Clients.Programs;

/// <summary>
/// mutt: it reads by IMAP on a terminal, and sends by SMTP without one; PLAIN in both, the password in UTF-8. Its visits run beside each other: it rests for a second or two after each
/// refusal.
/// </summary>
internal sealed class Mutt : BatchedClient
{
    /// <summary>How many of it run at once.</summary>
    private const int AtOnce = 8;

    public override string Name => "mutt";

    public override IReadOnlyDictionary<MailProtocol, TlsWay[]> Ways { get; } = All(MailProtocol.Imap, MailProtocol.Submission);

    /// <summary>Of a login it shows neither IMAP's alert nor what a refusal says. In SMTP it goes on without the login that is not offered.</summary>
    protected override IEnumerable<string> ShownOf(Visit visit, Outcome outcome, string sentence) => (visit.Protocol, outcome) switch
    {
        (MailProtocol.Imap, Outcome.Welcome or Outcome.Warned) => ["Authenticating (PLAIN)", "You are logged in"],
        (_, Outcome.Welcome or Outcome.Warned) => [],
        (MailProtocol.Imap, Outcome.NoLogin) => ["No authenticators available"],
        (_, Outcome.NoLogin) => ["Could not send the message.", "530 5.7.0 Switch on authentication for outgoing mail"],
        (MailProtocol.Imap, _) => ["Authenticating (PLAIN)", "SASL authentication failed"],
        _ => ["Could not send the message.", "SASL authentication failed"],
    };

    protected override async Task<IReadOnlyList<(int ExitCode, string Text)>> RunAsync(MailProtocol protocol, IReadOnlyList<(Visit Visit, ClientsHost Host)> visits, ProgramDirectory directory)
    {
        var told = new (int ExitCode, string Text)[visits.Count];
        await Parallel.ForEachAsync(visits.Index(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (visit, _) =>
        {
            using var own = new ProgramDirectory();
            told[visit.Index] = protocol == MailProtocol.Imap ? await ReadAsync(visit.Item.Visit, visit.Item.Host, own) : await SendAsync(visit.Item.Visit, visit.Item.Host, own);
        });
        return told;
    }

    private static async Task<(int ExitCode, string Text)> SendAsync(Visit visit, ClientsHost host, ProgramDirectory directory)
    {
        string url = $"{(visit.Tls == TlsWay.OnConnect ? "smtps" : "smtp")}://{Uri.EscapeDataString(visit.UsernameOf(Customer.Lisa))}@localhost:{host.PortOf(visit.Protocol, visit.Tls)}/";
        string settings = directory.Write("muttrc", ProgramSettings.MuttSmtp(directory, url, "lisa@domain.se", visit.PasswordOf(Customer.Lisa), visit.OverTls));
        (int exitCode, string output, string error) = await directory.RunAsync(
            "mutt", "-n", "-F", settings, "-s", "Hej", "-i", directory.Write("message", "Hej."), "someone@elsewhere.example");
        return (exitCode, output + error);
    }

    private async Task<(int ExitCode, string Text)> ReadAsync(Visit visit, ClientsHost host, ProgramDirectory directory)
    {
        string folder = $"{(visit.Tls == TlsWay.OnConnect ? "imaps" : "imap")}://localhost:{host.PortOf(visit.Protocol, visit.Tls)}/";
        string saved = directory.In("saved");
        string settings = directory.Write(
            "muttrc", ProgramSettings.MuttImap(directory, folder, visit.UsernameOf(Customer.Lisa), visit.PasswordOf(Customer.Lisa), "plain", visit.OverTls));
        (int exitCode, string screen, _) = await directory.RunAsync(
            "script", "-qec", $"mutt -n -F {settings} -f {folder}INBOX -e 'push \"<pipe-message>cat > {saved}<enter><quit>\"'", "/dev/null");
        if (!File.Exists(saved))
        {
            // It was made to leave with 0 whatever happens.
            return (1, $"{screen}\n(it left with {exitCode}, and no message)");
        }

        AssertFetched(visit, await File.ReadAllTextAsync(saved));
        return (exitCode, screen);
    }
}
