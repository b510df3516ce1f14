using System.Globalization;
using MailAuth;
using Samples.Tests.Connections;

namespace Samples.Tests.Clients.Programs;

/// <summary>swaks, with one SASL mechanism: PLAIN with an initial response, LOGIN without. It sends the password's bytes as they are on its command line, UTF-8 here.</summary>
internal abstract class Swaks(string mechanism) : ExternalClient
{
    public override string Name => $"swaks {mechanism}";

    public override IReadOnlyDictionary<MailProtocol, TlsWay[]> Ways { get; } = All(MailProtocol.Submission);

    /// <summary>It shows the whole dialog; where no login is offered it tries none.</summary>
    protected override IEnumerable<string> ShownOf(Visit visit, Outcome outcome, string sentence) => outcome switch
    {
        Outcome.Welcome or Outcome.Warned => [ExpectedAnswers.AnswerOf(visit.Protocol, outcome, Customer.Lisa)],
        Outcome.NoLogin => ["Host did not advertise authentication", "(exit code 28)"],
        _ => [ExpectedAnswers.AnswerOf(visit.Protocol, outcome, Customer.Lisa), "(exit code 28)"],
    };

    protected override async Task<(int ExitCode, string Text)> RunAsync(Visit visit, ClientsHost host, ProgramDirectory directory)
    {
        string[] tls = visit.Tls switch
        {
            TlsWay.OnConnect => ["--tls-on-connect", "--tls-sni", "mail.domain.se"],
            TlsWay.StartTls => ["--tls", "--tls-sni", "mail.domain.se"],
            _ => [],
        };
        (int exitCode, string output, string error) = await directory.RunAsync(
            "swaks",
            [
                "--server", "127.0.0.1", "--port", host.PortOf(visit.Protocol, visit.Tls).ToString(CultureInfo.InvariantCulture), .. tls, "--ehlo", "client.example",
                "--auth", mechanism, "--auth-user", visit.UsernameOf(Customer.Lisa), "--auth-password", visit.PasswordOf(Customer.Lisa),
                "--from", "lisa@domain.se", "--to", "someone@elsewhere.example",
            ]);
        return (exitCode, output + error);
    }
}
