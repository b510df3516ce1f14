using MailAuth.Passwords;

namespace MailAuth.Load;

/// <summary>
/// 1,000 logins at once, right and wrong passwords, cheap and costly hashes, in an order that a seed gives: every one is answered, memory is bounded, and with a wrong
/// password cheap and costly hashes are answered alike, also while the queue is full.
/// </summary>
internal static class HashLoad
{
    private const int Logins = 1_000;
    private const int Queue = 250;
    private const int Seed = 20090907;
    private const long AllowedMiB = (LoadHost.HashMiB * LoadHost.Budget) + 150;

    public static async Task<int> RunAsync(string library, IPasswordScheme[] schemes)
    {
        await using var host = new LoadHost(schemes, Logins, Queue);
        (bool Costly, bool Right)[] logins = [.. Enumerable.Range(0, Logins).Select(i => (Costly: i % 2 == 0, Right: i % 4 >= 2))];
        new Random(Seed).Shuffle(logins);

        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<LoginResult>[] answers = [.. logins.Select((login, i) => Task.Run(async () =>
        {
            await start.Task;
            return await host.LoginAsync(login.Costly, i, login.Right);
        }))];
        long began = TimeProvider.System.GetTimestamp();
        start.SetResult();
        LoginResult[] results = await Task.WhenAll(answers);
        TimeSpan took = TimeProvider.System.GetElapsedTime(began);

        int Count(bool costly, bool right, LoginStatus status) => logins.Zip(results).Count(pair => pair.First == (costly, right) && pair.Second.Status == status);
        Console.WriteLine($"{library}: {Logins} logins at once, {LoadHost.HashMiB} MiB hashes, budget {LoadHost.Budget}, queue {Queue}, seed {Seed}: {took.TotalSeconds:F1} s");
        Console.WriteLine("password  hash     accepted  rejected  unavailable");
        foreach ((bool costly, bool right) in new[] { (false, true), (true, true), (false, false), (true, false) })
        {
            Console.WriteLine(
                $"{(right ? "right" : "wrong")}     {(costly ? "costly" : "cheap "),-6}   {Count(costly, right, LoginStatus.Accepted),8}  {Count(costly, right, LoginStatus.Rejected),8}"
                + $"  {Count(costly, right, LoginStatus.TemporarilyUnavailable),11}");
        }

        // The share of the unavailable among wrong passwords: four standard deviations of what chance does to the difference.
        int cheap = Count(false, false, LoginStatus.TemporarilyUnavailable), costlyOnes = Count(true, false, LoginStatus.TemporarilyUnavailable);
        double each = Logins / 4.0, share = (cheap + costlyOnes) / (2 * each), allowed = 4 * Math.Sqrt(2 * share * (1 - share) * each);
        long peak = Peak.MiB();
        Console.WriteLine($"peak memory {peak} MiB, allowed {AllowedMiB} MiB; wrong passwords unavailable: cheap {cheap}, costly {costlyOnes}, allowed difference {allowed:F0}");

        bool good = Check(peak <= AllowedMiB, "the memory bound is broken")
            & Check(results.Length == Logins, "a login was lost")
            & Check(Math.Abs(cheap - costlyOnes) <= allowed, "cheap and costly hashes are answered differently")
            & Check(cheap > 0 && costlyOnes > 0, "the queue was never full: the load proves nothing")
            & Check(Count(false, true, LoginStatus.Rejected) + Count(true, true, LoginStatus.Rejected) == 0, "a right password was rejected")
            & Check(Count(false, false, LoginStatus.Accepted) + Count(true, false, LoginStatus.Accepted) == 0, "a wrong password was accepted");
        return good ? 0 : 1;
    }

    private static bool Check(bool holds, string problem)
    {
        if (!holds)
        {
            Console.WriteLine($"BROKEN: {problem}");
        }

        return holds;
    }
}
