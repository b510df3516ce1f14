using MailAuth.Passwords;

namespace MailAuth.Tests.Engine;

/// <summary>Keeps the one thread of a hash executor busy until it is disposed of.</summary>
internal sealed class HashQueueFiller : IDisposable
{
    private readonly ManualResetEventSlim release = new();
    private readonly Task<bool> running;

    private HashQueueFiller(HashExecutor executor) => running = executor.RunAsync(new Job(release), CancellationToken.None).AsTask();

    public static HashQueueFiller Fill(HashExecutor executor) => new(executor);

    public void Dispose()
    {
        release.Set();
        running.Wait();
        release.Dispose();
    }

    private sealed class Job(ManualResetEventSlim release) : HashJob
    {
        public override int MemoryKiB => 1;

        public override void Run(HashExecutor executor) => release.Wait();
    }
}
