using System.Collections.Concurrent;
using MailAuth.Passwords;

namespace MailAuth.Load;

/// <summary>
/// What logins without a hash ({PLAIN}) wait for and get done on the thread pool: alone, beside as many busy threads as hashes run at once (what a fair share of the processors is),
/// and while 32 hashes are queued. Exits with 1 where the hashes take more from them than busy threads do, beyond a factor.
/// </summary>
internal static class PaceLoad
{
    private const int Hashes = 32;
    private const double AllowedFactor = 2;

    public static async Task<int> RunAsync(string library, IPasswordScheme[] schemes)
    {
        await using var host = new LoadHost(schemes, Hashes, 2 * Hashes);
        await MeasureAsync(host, Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System));
        Pace alone = await MeasureAsync(host, Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System));
        Pace busy = await BesideBusyThreadsAsync(host);
        Task hashes = Task.WhenAll(Enumerable.Range(0, Hashes).Select(i => host.LoginAsync(costly: true, i, right: true).AsTask()));
        Pace hashing = await MeasureAsync(host, hashes);

        Console.WriteLine($"{library}: logins without a hash on the thread pool, {Environment.ProcessorCount} processors");
        Print("alone", alone);
        Print($"{LoadHost.Budget} busy threads", busy);
        Print($"{Hashes} hashes queued", hashing);
        Console.WriteLine($"throughput while hashing: {hashing.PerSecond / alone.PerSecond:P0} of alone, {hashing.PerSecond / busy.PerSecond:P0} of beside busy threads");
        if (hashing.PerSecond * AllowedFactor < busy.PerSecond)
        {
            Console.WriteLine("BROKEN: hashes take more than their share");
            return 1;
        }

        return 0;
    }

    private static async Task<Pace> BesideBusyThreadsAsync(LoadHost host)
    {
        using var stop = new CancellationTokenSource();
        Thread[] threads = [.. Enumerable.Range(0, LoadHost.Budget).Select(_ => new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                Thread.SpinWait(1000);
            }
        }))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        Pace pace = await MeasureAsync(host, Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System));
        await stop.CancelAsync();
        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        return pace;
    }

    /// <summary>Two clients, each of whose logins goes to the pool's common queue, as what comes off a socket does, until something has ended.</summary>
    private static async Task<Pace> MeasureAsync(LoadHost host, Task until)
    {
        var waits = new ConcurrentBag<double>();
        long began = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            while (!until.IsCompleted)
            {
                long asked = TimeProvider.System.GetTimestamp();
                var answered = new TaskCompletionSource<LoginResult>(TaskCreationOptions.RunContinuationsAsynchronously);
                ThreadPool.UnsafeQueueUserWorkItem(async _ => answered.SetResult(await host.LoginAsync(costly: false, 0, right: true)), null);
                if (!(await answered.Task).IsAccepted)
                {
                    throw new InvalidOperationException("A login without a hash was refused.");
                }

                waits.Add(TimeProvider.System.GetElapsedTime(asked).TotalMilliseconds);
            }
        })));
        double seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        double[] sorted = [.. waits.Order()];
        return new Pace(sorted.Length / seconds, sorted[sorted.Length / 2], sorted[sorted.Length * 99 / 100], sorted[^1]);
    }

    private static void Print(string when, Pace pace) =>
        Console.WriteLine($"{when,-20} {pace.PerSecond,10:F0} a second; milliseconds: median {pace.Median:F3}, 99 % {pace.Most:F3}, longest {pace.Longest:F1}");

    private sealed record Pace(double PerSecond, double Median, double Most, double Longest);
}
