using System.Collections.Concurrent;

namespace MailAuth.Load.Connections;

/// <summary>What the clients saw. Safe for concurrent use.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<(ClientKind Kind, string Protocol), int> sessions = new();
    private readonly ConcurrentQueue<string> faults = new();
    private readonly ConcurrentQueue<double> waits = new();
    private int open;

    /// <summary>Connections that are open now, as the clients see it.</summary>
    public int Open => Volatile.Read(ref open);

    /// <summary>What should not have been: the first of each session that went wrong.</summary>
    public IReadOnlyCollection<string> Faults => faults;

    /// <summary>Milliseconds from a client's login command to its answer, ascending.</summary>
    public double[] Waits => [.. waits.Order()];

    public void Opened() => Interlocked.Increment(ref open);

    public void Closed() => Interlocked.Decrement(ref open);

    public void Fault(string what) => faults.Enqueue(what);

    public void Waited(TimeSpan time) => waits.Enqueue(time.TotalMilliseconds);

    public void Ended(ClientKind kind, string protocol) => sessions.AddOrUpdate((kind, protocol), 1, static (_, count) => count + 1);

    public int Sessions(ClientKind kind, string protocol) => sessions.GetValueOrDefault((kind, protocol));
}
