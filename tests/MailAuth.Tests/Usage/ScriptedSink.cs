using System.Threading.Channels;
using MailAuth.Usage;

namespace MailAuth.Tests.Usage;

/// <summary>A sink that a test holds up, lets fail, and asks what it was given.</summary>
internal sealed class ScriptedSink : IUsageSink
{
    private readonly Channel<string[]> calls = Channel.CreateUnbounded<string[]>();
    private readonly Lock gate = new();
    private readonly List<string> written = [];
    private int running;

    /// <summary>What a call waits for before it writes or fails. Default: nothing.</summary>
    public Func<CancellationToken, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Whether calls fail.</summary>
    public volatile bool Fails;

    /// <summary>Whether two calls ever ran at once.</summary>
    public volatile bool Overlapped;

    /// <summary>The largest batch.</summary>
    public int Largest { get; private set; }

    /// <summary>Addresses in the order in which they were written.</summary>
    public string[] Written
    {
        get
        {
            lock (gate)
            {
                return [.. written];
            }
        }
    }

    /// <summary>The batch of the next call, as soon as it begins.</summary>
    public ValueTask<string[]> NextCallAsync() => calls.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>Whether a call has begun that nobody has asked for.</summary>
    public bool HasCalls => calls.Reader.TryPeek(out _);

    public async ValueTask WriteAsync(ReadOnlyMemory<UsageRecord> batch, CancellationToken cancellationToken)
    {
        Overlapped |= Interlocked.Increment(ref running) != 1;
        try
        {
            string[] addresses = new string[batch.Length];
            for (int i = 0; i < addresses.Length; i++)
            {
                addresses[i] = batch.Span[i].Address;
            }

            calls.Writer.TryWrite(addresses);
            await Before(cancellationToken);
            if (Fails)
            {
                throw new IOException("The disk is full.");
            }

            lock (gate)
            {
                Largest = Math.Max(Largest, addresses.Length);
                written.AddRange(addresses);
            }
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }
}
