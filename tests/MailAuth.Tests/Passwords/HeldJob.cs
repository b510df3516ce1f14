using MailAuth.Passwords;

namespace MailAuth.Tests.Passwords;

/// <summary>A job that says when it runs, and then runs until it is let go.</summary>
internal sealed class HeldJob(int memoryKiB = 0) : HashJob, IDisposable
{
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim release = new();

    public override int MemoryKiB => memoryKiB;

    public Task Started => started.Task;

    public bool HasRun { get; private set; }

    public override void Run(HashExecutor executor)
    {
        started.TrySetResult();
        release.Wait();
        HasRun = true;
    }

    public void LetGo() => release.Set();

    public void Dispose()
    {
        release.Set();
        release.Dispose();
    }
}
