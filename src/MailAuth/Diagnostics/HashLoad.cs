using MailAuth.Passwords;

namespace MailAuth.Diagnostics;

/// <summary>What waits and what runs in the hash executors of the process. It keeps none of them alive: an engine that is left behind is left out.</summary>
internal sealed class HashLoad
{
    private readonly Lock gate = new();
    private readonly List<WeakReference<HashExecutor>> executors = [];

    /// <summary>Observes an executor from now on.</summary>
    public void Add(HashExecutor executor)
    {
        lock (gate)
        {
            executors.RemoveAll(static other => !other.TryGetTarget(out _));
            executors.Add(new WeakReference<HashExecutor>(executor));
        }
    }

    /// <summary>Observes it no more.</summary>
    public void Remove(HashExecutor executor)
    {
        lock (gate)
        {
            executors.RemoveAll(other => !other.TryGetTarget(out HashExecutor? target) || ReferenceEquals(target, executor));
        }
    }

    /// <summary>The sums of all of them.</summary>
    public (int Waiting, int Running) Read()
    {
        int waiting = 0, running = 0;
        lock (gate)
        {
            foreach (WeakReference<HashExecutor> one in executors)
            {
                if (one.TryGetTarget(out HashExecutor? executor))
                {
                    (int moreWaiting, int moreRunning) = executor.Load;
                    waiting += moreWaiting;
                    running += moreRunning;
                }
            }
        }

        return (waiting, running);
    }
}
