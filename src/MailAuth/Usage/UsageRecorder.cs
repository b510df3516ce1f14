using System.Threading.Channels;
using MailAuth.Configuration;
using MailAuth.Diagnostics;
using Microsoft.Extensions.Logging;

namespace MailAuth.Usage;

/// <summary>
/// Collects records of one kind and hands them to the sink in batches, on a loop of its own. A batch is written when it is full, or
/// when its first record has waited for <see cref="UsageOptions.BatchDelay"/>: a kill costs what one batch holds. It does not own the sink.
/// </summary>
internal sealed class UsageRecorder<TRecord> : IDisposable, IAsyncDisposable
    where TRecord : class
{
    /// <summary>How long a clean shutdown waits for a sink that fails or hangs, before what is left counts as lost.</summary>
    internal static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(10);

    /// <summary>How long a sink that hangs has, after that, to obey its cancellation token.</summary>
    internal static readonly TimeSpan AbandonAfter = TimeSpan.FromSeconds(1);

    internal static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    internal static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);
    internal static readonly TimeSpan BetweenDropReports = TimeSpan.FromMinutes(1);

    private readonly Func<ReadOnlyMemory<TRecord>, CancellationToken, ValueTask> sink;
    private readonly TimeProvider timeProvider;
    private readonly ILogger logger;
    private readonly Instruments? instruments;
    private readonly int capacity;
    private readonly int batchSize;
    private readonly TimeSpan batchDelay;
    private readonly Channel<TRecord> channel;

    private readonly Lock gate = new();

    /// <summary>Cancelled when disposal begins: delays are cut short.</summary>
    private readonly CancellationTokenSource closing = new();

    /// <summary>Cancelled when <see cref="DrainLimit"/> is over: the sink is to give up.</summary>
    private readonly CancellationTokenSource deadline = new();

    private Task? loop;
    private Task? disposal;

    /// <summary>Ends the loop's wait for a fuller batch; null while it does not wait.</summary>
    private TaskCompletionSource? window;

    /// <summary>Records in the channel. Counted here because the channel's own count takes its lock.</summary>
    private int waiting;

    /// <summary>Records that the loop has taken and the sink has not written yet.</summary>
    private int inHand;

    private long dropped;
    private long lost;
    private long reportedDrops;
    private long nextDropReport = long.MinValue;

    /// <summary>Makes a recorder. Its loop starts at the first record.</summary>
    /// <param name="sink">The sink's method that takes a batch of these records.</param>
    /// <param name="options">How they are collected.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="logger">Where failures and losses are told.</param>
    /// <param name="instruments">Where losses are counted.</param>
    /// <exception cref="MailAuthConfigurationException">The options are wrong.</exception>
    public UsageRecorder(Func<ReadOnlyMemory<TRecord>, CancellationToken, ValueTask> sink, UsageOptions options, TimeProvider timeProvider, ILogger logger, Instruments? instruments = null)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(options);
        var problems = new ConfigurationProblems();
        options.Check(problems);
        if (problems.Any)
        {
            throw new MailAuthConfigurationException(problems.All);
        }

        this.sink = sink;
        this.timeProvider = timeProvider;
        this.logger = logger;
        this.instruments = instruments;
        capacity = options.Capacity;
        batchSize = Math.Min(options.BatchSize, capacity);
        batchDelay = options.BatchDelay;

        // "Wait" is what makes TryWrite say no; nobody waits.
        channel = Channel.CreateBounded<TRecord>(new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });
    }

    /// <summary>How many records were dropped because the channel was full, or because disposal had begun.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    /// <summary>How many records were taken and could not be written before a shutdown ended.</summary>
    public long Lost => Interlocked.Read(ref lost);

    /// <summary>Takes a record. Never waits for the sink or the loop, never throws.</summary>
    public void Record(TRecord record)
    {
        if (!channel.Writer.TryWrite(record))
        {
            Drop();
            return;
        }

        // Reaching the batch size is what the loop may be asleep for; records before and after it wake nobody.
        if (Interlocked.Increment(ref waiting) == batchSize)
        {
            Volatile.Read(ref window)?.TrySetResult();
        }

        if (Volatile.Read(ref loop) is null)
        {
            StartLoop();
        }
    }

    /// <summary>Writes everything that was recorded, then ends. Blocks for it; for <see cref="DrainLimit"/> and a little more at the most.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Writes everything that was recorded, then ends: after <see cref="DrainLimit"/> and a little more at the latest. Never throws.</summary>
    public ValueTask DisposeAsync()
    {
        lock (gate)
        {
            disposal ??= CloseAsync();
        }

        return new ValueTask(disposal);
    }

    private Task StartLoop()
    {
        lock (gate)
        {
            if (loop is null)
            {
                // The first login's context (its trace, its locals) is not the loop's.
                bool suppress = !ExecutionContext.IsFlowSuppressed();
                AsyncFlowControl flow = suppress ? ExecutionContext.SuppressFlow() : default;
                Volatile.Write(ref loop, Task.Run(RunAsync));
                if (suppress)
                {
                    flow.Undo();
                }
            }

            return loop;
        }
    }

    private async Task RunAsync()
    {
        var batch = new TRecord[batchSize];
        long since = timeProvider.GetTimestamp();
        while (!deadline.IsCancellationRequested)
        {
            // What came in while the last batch was written has waited since that one was taken.
            if (!channel.Reader.TryPeek(out _))
            {
                if (!await channel.Reader.WaitToReadAsync().ConfigureAwait(false))
                {
                    return;
                }

                since = timeProvider.GetTimestamp();
            }

            await WaitForMoreAsync(since).ConfigureAwait(false);
            since = timeProvider.GetTimestamp();
            int count = Take(batch);
            await WriteAsync(batch.AsMemory(0, count)).ConfigureAwait(false);
            Array.Clear(batch, 0, count);
        }
    }

    private async Task WaitForMoreAsync(long since)
    {
        TimeSpan left = batchDelay - timeProvider.GetElapsedTime(since);
        if (left <= TimeSpan.Zero)
        {
            return;
        }

        var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // A full fence: whoever fills the batch after the test below sees the signal.
        Interlocked.Exchange(ref window, signal);
        if (Volatile.Read(ref waiting) < batchSize && !closing.IsCancellationRequested)
        {
            using ITimer timer = timeProvider.CreateTimer(static state => ((TaskCompletionSource)state!).TrySetResult(), signal, left, Timeout.InfiniteTimeSpan);
            await signal.Task.ConfigureAwait(false);
        }

        Volatile.Write(ref window, null);
    }

    private int Take(TRecord[] batch)
    {
        int count = 0;
        while (count < batch.Length && channel.Reader.TryRead(out TRecord? record))
        {
            batch[count++] = record;
        }

        Volatile.Write(ref inHand, count);
        Interlocked.Add(ref waiting, -count);
        return count;
    }

    /// <summary>Writes a batch, trying again for as long as it takes: until the deadline of a shutdown.</summary>
    private async Task WriteAsync(ReadOnlyMemory<TRecord> batch)
    {
        TimeSpan delay = FirstRetry;
        for (int attempt = 1; !deadline.IsCancellationRequested; attempt++)
        {
            bool draining = closing.IsCancellationRequested;
            try
            {
                await sink(batch, deadline.Token).ConfigureAwait(false);
                Volatile.Write(ref inHand, 0);
                if (attempt > 1)
                {
                    Log.UsageSinkRecovered(logger, batch.Length, attempt);
                }

                return;
            }
            catch (Exception exception)
            {
                Log.UsageSinkFailed(logger, batch.Length, attempt, delay, exception);
            }

            await Task.Delay(delay, timeProvider, draining ? deadline.Token : closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            delay = closing.IsCancellationRequested && !draining ? FirstRetry
                : delay >= LongestRetry / 2 ? LongestRetry
                : delay * 2;
        }
    }

    private async Task CloseAsync()
    {
        channel.Writer.TryComplete();

        // A record that has got in may not have started the loop yet.
        Task? running = Volatile.Read(ref loop) ?? (channel.Reader.Count > 0 ? StartLoop() : null);
        if (running is not null)
        {
            // On the pool: the loop must not go on inside this call.
            _ = closing.CancelAsync();
            Volatile.Read(ref window)?.TrySetResult();
            using ITimer limit = timeProvider.CreateTimer(static state => _ = ((CancellationTokenSource)state!).CancelAsync(), deadline, DrainLimit, Timeout.InfiniteTimeSpan);
            await running.WaitAsync(DrainLimit + AbandonAfter, timeProvider).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            long left = Volatile.Read(ref inHand) + channel.Reader.Count;
            if (left > 0)
            {
                Interlocked.Exchange(ref lost, left);
                instruments?.UsageLost(left);
                Log.UsageLost(logger, left, DrainLimit);
            }
        }

        ReportDrops();
    }

    private void Drop()
    {
        Interlocked.Increment(ref dropped);
        instruments?.UsageDropped();
        long now = timeProvider.GetTimestamp();
        long due = Volatile.Read(ref nextDropReport);
        long next = now + (long)(BetweenDropReports.TotalSeconds * timeProvider.TimestampFrequency);
        if (now >= due && Interlocked.CompareExchange(ref nextDropReport, next, due) == due)
        {
            // A login does not wait for a logger either.
            ThreadPool.UnsafeQueueUserWorkItem(static recorder => recorder.ReportDrops(), this, preferLocal: false);
        }
    }

    private void ReportDrops()
    {
        long total = Dropped;
        if (Interlocked.Exchange(ref reportedDrops, total) != total)
        {
            Log.UsageDropped(logger, capacity, total);
        }
    }
}
