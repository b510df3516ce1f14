using Microsoft.Extensions.Time.Testing;

namespace Samples.Tests.Connections;

/// <summary>A clock that a test moves, and that tells when the server has begun to wait on it: moving it earlier would be lost.</summary>
internal sealed class WatchedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Lock gate = new();
    private readonly List<TimeSpan> timers = [];
    private readonly List<(TimeSpan DueTime, int Count, TaskCompletionSource Seen)> waits = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        lock (gate)
        {
            timers.Add(dueTime);
            Check();
        }

        return timer;
    }

    /// <summary>How many timers of this length there have been.</summary>
    public int CountTimers(TimeSpan dueTime)
    {
        lock (gate)
        {
            return timers.Count(made => made == dueTime);
        }
    }

    /// <summary>Completes when there have been so many timers of this length.</summary>
    public Task WaitForTimerAsync(TimeSpan dueTime, int count = 1)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waits.Add((dueTime, count, seen));
            Check();
        }

        return seen.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    private void Check()
    {
        foreach ((TimeSpan dueTime, int count, TaskCompletionSource seen) in waits)
        {
            if (timers.Count(made => made == dueTime) >= count)
            {
                seen.TrySetResult();
            }
        }
    }
}
