using MailAuth.Diagnostics;
using MailAuth.Passwords;

namespace MailAuth.Tests.Passwords;

/// <summary>An executor of one thread, and that one is busy until this is disposed.</summary>
internal sealed class HeldExecutor : IAsyncDisposable
{
    private readonly HeldJob job;

    private HeldExecutor(HashExecutor executor, HeldJob job)
    {
        Executor = executor;
        this.job = job;
    }

    public HashExecutor Executor { get; }

    public static async Task<HeldExecutor> StartAsync(int queueLength, Instruments? instruments = null)
    {
        var executor = new HashExecutor(new HashExecutorOptions { Threads = 1, QueueLength = queueLength }, instruments: instruments);
        var job = new HeldJob();
        _ = executor.RunAsync(job, CancellationToken.None).AsTask();
        await job.Started;
        return new HeldExecutor(executor, job);
    }

    /// <summary>Lets the job end that keeps the thread busy.</summary>
    public void LetGo() => job.LetGo();

    public async ValueTask DisposeAsync()
    {
        job.LetGo();
        await Executor.DisposeAsync();
        job.Dispose();
    }
}
