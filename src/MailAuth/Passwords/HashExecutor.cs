using MailAuth.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Win32.SafeHandles;

namespace MailAuth.Passwords;

/// <summary>
/// Owns memory, concurrency, queue and threads of all hash work. Its threads are its own, started when there is work for one more,
/// so that hashes never hold up the thread pool of the host. A job that fits is admitted at once, else it waits its turn, else the answer is
/// "busy": nothing waits outside the bounded queue. Networks take turns there, and one that fills it keeps no other out.
/// </summary>
internal sealed class HashExecutor : IDisposable, IAsyncDisposable
{
    private readonly object gate = new();
    private readonly HashQueue waiting;
    private readonly Queue<HashJob> admitted = new();
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILogger logger;
    private readonly bool inline;
    private readonly HashSlots? slots;
    private readonly string? stateDirectory;
    private readonly Instruments? instruments;
    private readonly int maxThreads;
    private readonly long budgetKiB;

    private int threads;
    private int idle;
    private int running;
    private long usedKiB;
    private bool closed;

    public HashExecutor(HashExecutorOptions options, TimeProvider? timeProvider = null, ILogger? logger = null, string? stateDirectory = null, Instruments? instruments = null)
    {
        this.logger = logger ?? NullLogger.Instance;
        inline = options.Inline;
        this.stateDirectory = stateDirectory;
        this.instruments = instruments;
        slots = !inline || stateDirectory is null ? null
            : new HashSlots(stateDirectory, options.Slots == 0 ? Environment.ProcessorCount : options.Slots, options.SlotWait, timeProvider ?? TimeProvider.System);
        maxThreads = options.Threads == 0 ? Environment.ProcessorCount : options.Threads;
        budgetKiB = options.MemoryMiB * 1024L;
        waiting = new HashQueue(options.QueueLength);
    }

    /// <summary>How many jobs wait, and how many run. Without the lock: whoever asks may hold one of its own, and a moment's difference is none.</summary>
    public (int Waiting, int Running) Load => (waiting.Count, Volatile.Read(ref running));

    /// <summary>For tests: told the cost of every hash operation just before it is computed, on the thread that computes it.</summary>
    internal Action<HashCost>? OnOperation { get; set; }

    /// <summary>
    /// Runs a job. True when it has run; false, at once, where the queue is full or the executor is closed, and, later, where it was closed
    /// while the job waited. Cancellation takes a waiting job out of the queue; a running one runs to its end and answers true.
    /// Inline, it runs on the caller's thread, in a slot where short-lived processes share them, and is complete on return.
    /// </summary>
    public ValueTask<bool> RunAsync(HashJob job, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<bool>(cancellationToken);
        }

        if (inline)
        {
            return RunInline(job, cancellationToken);
        }

        job.Completion = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        HashJob? displaced = null;
        bool isBusy = false;
        lock (gate)
        {
            if (closed)
            {
                return new ValueTask<bool>(false);
            }

            if (waiting.IsEmpty && Fits(job))
            {
                isBusy = !Admit(job);
            }
            else if (!waiting.TryAdd(job, evenIfFull: waiting.IsEmpty && running < maxThreads, out displaced))
            {
                isBusy = true;
            }
            else if (displaced is not null)
            {
                // The job that was next may be another one now, and fit.
                AdmitWaiting();
            }
        }

        displaced?.Completion!.TrySetResult(false);
        if (isBusy || displaced is not null)
        {
            instruments?.HashBusy();
        }

        return isBusy ? new ValueTask<bool>(false) : cancellationToken.CanBeCanceled ? AwaitCancellable(job, cancellationToken) : new ValueTask<bool>(job.Completion.Task);
    }

    /// <summary>To be called before each hash operation.</summary>
    public void Count(HashCost cost)
    {
        OnOperation?.Invoke(cost);
        instruments?.HashOperation();
    }

    /// <summary>Takes no more jobs, answers "busy" to those that wait, and waits for those that run.</summary>
    public void Dispose() => Close().GetAwaiter().GetResult();

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync() => new(Close());

    private ValueTask<bool> RunInline(HashJob job, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (closed)
            {
                return new ValueTask<bool>(false);
            }
        }

        if (slots is null)
        {
            job.Run(this);
            return new ValueTask<bool>(true);
        }

        using SafeFileHandle? slot = slots.Take(job.WaitsForSlot, out string? problem, cancellationToken);
        if (slot is not null)
        {
            job.Run(this);
            return new ValueTask<bool>(true);
        }

        if (problem is not null)
        {
            Log.SlotsUnusable(logger, stateDirectory, problem);
        }

        return cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<bool>(cancellationToken) : new ValueTask<bool>(false);
    }

    private async ValueTask<bool> AwaitCancellable(HashJob job, CancellationToken cancellationToken)
    {
        CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                (HashExecutor executor, HashJob job) = ((HashExecutor, HashJob))state!;
                executor.Cancel(job, token);
            },
            (this, job));
        await using (registration.ConfigureAwait(false))
        {
            return await job.Completion!.Task.ConfigureAwait(false);
        }
    }

    private void Cancel(HashJob job, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!waiting.TryRemove(job))
            {
                return;
            }

            // A large job may have held up smaller ones behind it.
            AdmitWaiting();
        }

        job.Completion!.TrySetCanceled(cancellationToken);
    }

    private bool Fits(HashJob job) => running < maxThreads && (usedKiB == 0 || usedKiB + job.MemoryKiB <= budgetKiB);

    /// <summary>Hands a job to a thread, a new one where none is idle. False where the system gives no thread, and none is there to take the job.</summary>
    private bool Admit(HashJob job)
    {
        if (admitted.Count >= idle && threads < maxThreads && !TryStartThread() && threads == 0)
        {
            return false;
        }

        running++;
        usedKiB += job.MemoryKiB;
        admitted.Enqueue(job);
        Monitor.Pulse(gate);
        return true;
    }

    private void AdmitWaiting()
    {
        while (!waiting.IsEmpty && Fits(waiting.Next))
        {
            HashJob job = waiting.Take();
            if (!Admit(job))
            {
                instruments?.HashBusy();
                job.Completion!.TrySetResult(false);
            }
        }
    }

    private bool TryStartThread()
    {
        try
        {
            new Thread(Work) { IsBackground = true, Name = "MailAuth hash" }.UnsafeStart();
            threads++;
            return true;
        }
        catch (Exception error) when (error is OutOfMemoryException or ThreadStartException)
        {
            return false;
        }
    }

    private void Work()
    {
        while (Take() is { } job)
        {
            Exception? failure = null;
            try
            {
                job.Run(this);
            }
            catch (Exception error) // Whatever a scheme throws belongs to the one who waits for it, not to this thread.
            {
                failure = error;
            }

            lock (gate)
            {
                running--;
                usedKiB -= job.MemoryKiB;
                AdmitWaiting();
                if (closed && running == 0)
                {
                    drained.TrySetResult();
                }
            }

            if (failure is null)
            {
                job.Completion!.TrySetResult(true);
            }
            else
            {
                job.Completion!.TrySetException(failure);
            }
        }
    }

    /// <summary>The next admitted job; null when the executor is closed and there is none.</summary>
    private HashJob? Take()
    {
        lock (gate)
        {
            while (admitted.Count == 0)
            {
                if (closed)
                {
                    return null;
                }

                idle++;
                Monitor.Wait(gate);
                idle--;
            }

            return admitted.Dequeue();
        }
    }

    private Task Close()
    {
        lock (gate)
        {
            closed = true;
            while (!waiting.IsEmpty)
            {
                HashJob job = waiting.Take();
                job.Completion!.TrySetResult(false);
            }

            Monitor.PulseAll(gate);
            if (running == 0)
            {
                drained.TrySetResult();
            }
        }

        return drained.Task;
    }
}
