using MailAuth;
using Samples.Tests.Connections;

namespace Samples.Tests.Clients.Programs;

/// <summary>msmtp, with PLAIN and an initial response. It sends the password's bytes as they are in its file, UTF-8 here.</summary>
internal sealed class Msmtp : ExternalClient
{
    public override string Name => "msmtp";

    public override IReadOnlyDictionary<MailProtocol, TlsWay[]> Ways { get; } = All(MailProtocol.Submission);

    /// <summary>It shows a refusal whole. The temporary one too ends it with EX_NOPERM.</summary>
    protected override IEnumerable<string> ShownOf(Visit visit, Outcome outcome, string sentence) => outcome switch
    {
        Outcome.Welcome or Outcome.Warned => [],
        Outcome.NoLogin => ["the server does not support authentication", "(exit code 69)"],
        _ => ["server message: " + ExpectedAnswers.AnswerOf(visit.Protocol, outcome, Customer.Lisa), "(exit code 77)"],
    };

    protected override async Task<(int ExitCode, string Text)> RunAsync(Visit visit, ClientsHost host, ProgramDirectory directory)
    {
        directory.Write("message", "From: <lisa@domain.se>\nTo: <someone@elsewhere.example>\nSubject: Hej\n\nHej.");
        string settings = directory.Write("msmtprc", $"""
            account default
            host localhost
            port {host.PortOf(visit.Protocol, visit.Tls)}
            from lisa@domain.se
            auth plain
            user {visit.UsernameOf(Customer.Lisa)}
            password {visit.PasswordOf(Customer.Lisa)}
            tls {(visit.OverTls ? "on" : "off")}
            tls_starttls {(visit.Tls == TlsWay.StartTls ? "on" : "off")}
            tls_trust_file {directory.Trusted}
            """);
        (int exitCode, string output, string error) = await directory.RunAsync("sh", "-c", $"msmtp --file='{settings}' someone@elsewhere.example < message");
        return (exitCode, output + error);
    }
}
