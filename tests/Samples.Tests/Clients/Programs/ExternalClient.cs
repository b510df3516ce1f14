using MailAuth;
using Samples.Tests.Connections;

namespace Samples.Tests.Clients.Programs;

/// <summary>A program of today, run as a process of its own for each visit.</summary>
internal abstract class ExternalClient : MailClient
{
    /// <summary>Every way to TLS.</summary>
    protected static readonly TlsWay[] AllWays = Enum.GetValues<TlsWay>();

    /// <summary>The texts that have to be among what it shows; none where it tells nothing of what the host said.</summary>
    /// <param name="visit">The visit.</param>
    /// <param name="outcome">What it is to come to.</param>
    /// <param name="sentence">The sentence of the host's answer to the login, without codes.</param>
    protected abstract IEnumerable<string> ShownOf(Visit visit, Outcome outcome, string sentence);

    /// <summary>Runs it.</summary>
    /// <returns>Its exit code, 0 where it was logged in and has read or sent its message; and what it shows.</returns>
    protected abstract Task<(int ExitCode, string Text)> RunAsync(Visit visit, ClientsHost host, ProgramDirectory directory);

    public override void AssertTold(Visit visit, Outcome outcome, string text)
    {
        foreach (string shown in ShownOf(visit, outcome, ExpectedAnswers.SentenceOf(visit.Protocol, outcome, CustomerOf(visit.Protocol))))
        {
            Assert.Contains(shown, text, StringComparison.Ordinal);
        }
    }

    protected override async Task<Told> VisitAsync(Visit visit, ClientsHost host)
    {
        using var directory = new ProgramDirectory();
        (int exitCode, string text) = await RunAsync(visit, host, directory);
        return new Told(exitCode == 0, $"{text}\n(exit code {exitCode})", host);
    }

    /// <summary>Every protocol named, with every way to TLS.</summary>
    protected static IReadOnlyDictionary<MailProtocol, TlsWay[]> All(params MailProtocol[] protocols) => protocols.ToDictionary(protocol => protocol, _ => AllWays);

    /// <summary>Fails unless a message that was fetched is the one in the account's mailbox.</summary>
    protected void AssertFetched(Visit visit, string text) =>
        Assert.Contains($"You are logged in as {CustomerOf(visit.Protocol).Address}.", text, StringComparison.Ordinal);
}
