using MailAuth;
using Samples.Tests.Connections;

namespace Samples.Tests.Clients.Programs;

/// <summary>mbsync (isync), with LOGIN: username and password in quoted strings, the password in UTF-8.</summary>
internal sealed class Mbsync : ExternalClient
{
    public override string Name => "mbsync";

    public override IReadOnlyDictionary<MailProtocol, TlsWay[]> Ways { get; } = All(MailProtocol.Imap);

    /// <summary>It shows alerts and refusals whole.</summary>
    protected override IEnumerable<string> ShownOf(Visit visit, Outcome outcome, string sentence) => outcome switch
    {
        Outcome.Welcome => [],
        Outcome.Warned => ["*** IMAP ALERT *** " + sentence],
        Outcome.NoLogin => ["server supports no acceptable authentication mechanism", "(exit code 1)"],
        _ => [ExpectedAnswers.AnswerOf(visit.Protocol, outcome, Customer.Lisa), "(exit code 1)"],
    };

    protected override async Task<(int ExitCode, string Text)> RunAsync(Visit visit, ClientsHost host, ProgramDirectory directory)
    {
        Directory.CreateDirectory(directory.In("mail"));
        string tls = visit.Tls switch { TlsWay.OnConnect => "IMAPS", TlsWay.StartTls => "STARTTLS", _ => "None" };
        string settings = directory.Write("mbsyncrc", ProgramSettings.Mbsync(
            directory, host.PortOf(visit.Protocol, visit.Tls), tls, visit.UsernameOf(Customer.Lisa), visit.PasswordOf(Customer.Lisa)));
        (int exitCode, string output, string error) = await directory.RunAsync("mbsync", "-c", settings, "-a");
        if (exitCode == 0)
        {
            AssertFetched(visit, await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(directory.In("mail/INBOX/new")))));
        }

        return (exitCode, output + error);
    }
}
