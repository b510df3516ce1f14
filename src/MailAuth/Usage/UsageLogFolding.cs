using Microsoft.Extensions.Logging;

namespace MailAuth.Usage;

/// <summary>Folds the usage log of short-lived processes into the sink of a long-lived one, once a minute.</summary>
internal sealed class UsageLogFolding : IAsyncDisposable
{
    internal static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly UsageLog log;
    private readonly IUsageSink sink;
    private readonly ILogger logger;
    private readonly ITimer timer;
    private readonly Lock gate = new();
    private readonly CancellationTokenSource closing = new();
    private Task current = Task.CompletedTask;

    public UsageLogFolding(UsageLog log, IUsageSink sink, TimeProvider timeProvider, ILogger logger)
    {
        this.log = log;
        this.sink = sink;
        this.logger = logger;
        timer = timeProvider.CreateTimer(static folding => ((UsageLogFolding)folding!).Start(), this, Interval, Interval);
    }

    /// <summary>The folding that is going on, or was the last.</summary>
    internal Task Current
    {
        get
        {
            lock (gate)
            {
                return current;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync().ConfigureAwait(false);
        await closing.CancelAsync().ConfigureAwait(false);
        await Current.ConfigureAwait(false);
    }

    private void Start()
    {
        lock (gate)
        {
            if (current.IsCompleted && !closing.IsCancellationRequested)
            {
                current = Task.Run(FoldAsync);
            }
        }
    }

    private async Task FoldAsync()
    {
        try
        {
            await log.FoldAsync(sink, closing.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
        }
        catch (Exception fault)
        {
            // Nothing is lost: the next minute tries again.
            Log.UsageFoldFailed(logger, log.Path, fault);
        }
    }
}
