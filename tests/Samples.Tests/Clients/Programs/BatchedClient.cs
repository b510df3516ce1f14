using System.Collections.Concurrent;
using MailAuth;
using Samples.Tests.Connections;

namespace Samples.Tests.Clients.Programs;

/// <summary>A program of today that makes all its visits of a protocol in one process, each to a host of its own: it starts far slower than it works, or there are too many of them.</summary>
internal abstract class BatchedClient : ExternalClient
{
    private readonly ConcurrentDictionary<MailProtocol, Lazy<Task<IReadOnlyDictionary<Visit, Told>>>> batches = new();

    public override async Task<Told> VisitAsync(Visit visit) => (await batches.GetOrAdd(visit.Protocol, protocol => new(() => VisitAllAsync(protocol))).Value)[visit];

    /// <summary>Makes visits, each to the host at its place.</summary>
    /// <returns>For each of them 0 where it was logged in and has read or sent its message, and what is shown.</returns>
    protected abstract Task<IReadOnlyList<(int ExitCode, string Text)>> RunAsync(MailProtocol protocol, IReadOnlyList<(Visit Visit, ClientsHost Host)> visits, ProgramDirectory directory);

    protected sealed override Task<(int ExitCode, string Text)> RunAsync(Visit visit, ClientsHost host, ProgramDirectory directory) => throw new NotSupportedException();

    private async Task<IReadOnlyDictionary<Visit, Told>> VisitAllAsync(MailProtocol protocol)
    {
        using var directory = new ProgramDirectory();
        var visits = new List<(Visit Visit, ClientsHost Host)>();
        try
        {
            foreach (Visit visit in Cells.Concat(WrongPasswords).Where(visit => visit.Protocol == protocol))
            {
                visits.Add((visit, await ClientsHost.StartAsync(visit.Moment, visit.Tls == TlsWay.PlainAllowed)));
            }

            IReadOnlyList<(int ExitCode, string Text)> told = await RunAsync(protocol, visits, directory);
            return visits.Zip(told).ToDictionary(
                pair => pair.First.Visit, pair => new Told(pair.Second.ExitCode == 0, $"{pair.Second.Text}\n(exit code {pair.Second.ExitCode})", pair.First.Host));
        }
        finally
        {
            foreach ((_, ClientsHost host) in visits)
            {
                await host.DisposeAsync();
            }
        }
    }
}
