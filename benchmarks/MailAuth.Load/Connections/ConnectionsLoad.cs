using System.Diagnostics;

namespace MailAuth.Load.Connections;

/// <summary>
/// <c>connections</c>: clients that are connected to the three sample hosts all at once, for some time or for some sessions each: good ones, old ones, slow ones, guessing and half-open
/// ones. Exits with 1 where a good login failed, a wrong password was accepted, or the hosts took more memory than their connections may.
/// </summary>
internal static class ConnectionsLoad
{
    /// <summary>What the hosts may take besides their connections, in MiB: the runtime, the engine, the accounts.</summary>
    private const int BaseMiB = 200;

    /// <summary>What one connection may take, in KiB: TLS, buffers, the session.</summary>
    private const int ConnectionKiB = 128;

    public static async Task<int> RunAsync(LoadArguments arguments)
    {
        int connections = arguments.Number("connections", 2_000), seconds = arguments.Number("seconds", 120), seed = arguments.Number("seed", 20090907);
        int sessions = arguments.Number("sessions", int.MaxValue);
        string mail = Directory.CreateTempSubdirectory("mailauth-load-").FullName;
        try
        {
            using Process host = Start(mail);
            LoadTarget target = LoadTarget.Parse(await host.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The hosts did not start."));
            var tally = new Tally();
            using var end = new CancellationTokenSource(TimeSpan.FromSeconds(seconds), TimeProvider.System);
            long began = TimeProvider.System.GetTimestamp();
            Task clients = Task.WhenAll(Enumerable.Range(0, connections).Select(i => Task.Run(() => new LoadClient(i, seed, target, tally).RunAsync(sessions, end.Token))));
            List<(int Open, long MiB)> samples = [];
            while (!clients.IsCompleted)
            {
                await Task.WhenAny(clients, Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System));
                samples.Add((tally.Open, Peak.MiB(host.Id, "VmRSS")));
            }

            await clients;
            double took = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            long peak = Peak.MiB(host.Id);
            TimeSpan processor = host.TotalProcessorTime;
            host.StandardInput.Close();
            await host.WaitForExitAsync();
            return Report(tally, samples, peak, processor, took, connections, seed) && host.ExitCode == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(mail, recursive: true);
        }
    }

    private static Process Start(string mail)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ConnectionsLoad).Assembly.Location);
        }

        foreach (string argument in (string[])["connections-host", "--mail", mail])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException("The hosts did not start.");
    }

    private static bool Report(Tally tally, List<(int Open, long MiB)> samples, long peak, TimeSpan processor, double took, int connections, int seed)
    {
        Console.WriteLine($"{connections} clients, seed {seed}, {took:F0} s; open connections: median {samples.Select(sample => sample.Open).Order().ElementAt(samples.Count / 2)}, most {samples.Max(sample => sample.Open)}");
        Console.WriteLine("sessions   " + string.Join("", Dialog.All.Select(dialog => $"{dialog.Name,8}")));
        int total = 0;
        foreach (ClientKind kind in Enum.GetValues<ClientKind>())
        {
            int[] counts = [.. Dialog.All.Select(dialog => tally.Sessions(kind, dialog.Name))];
            total += counts.Sum();
            Console.WriteLine($"{kind,-11}" + string.Join("", counts.Select(count => $"{count,8}")));
        }

        double[] waits = tally.Waits;
        int third = Math.Max(1, samples.Count / 3);
        long early = samples.Take(third * 2).Max(sample => sample.MiB), late = samples.Skip(third * 2).Select(sample => sample.MiB).DefaultIfEmpty().Max();
        long allowed = BaseMiB + ((long)connections * ConnectionKiB / 1024);
        Console.WriteLine($"{total / took:F0} sessions a second; a good login is answered in {At(waits, 0.5):F1} ms (median), {At(waits, 0.99):F0} ms (99 %), {At(waits, 1):F0} ms (longest)");
        Console.WriteLine($"hosts: peak memory {peak} MiB, allowed {allowed} MiB; most in the first two thirds {early} MiB, in the last {late} MiB; processor {processor.TotalSeconds:F0} s");
        foreach (IGrouping<string, string> fault in tally.Faults.GroupBy(fault => fault).OrderByDescending(group => group.Count()).Take(20))
        {
            Console.WriteLine($"BROKEN: {fault.Count()} x {fault.Key}");
        }

        bool isBounded = peak <= allowed;
        Console.WriteLine(isBounded ? $"{tally.Faults.Count} failed good logins and other faults" : "BROKEN: the memory bound");
        return isBounded && tally.Faults.Count == 0 && waits.Length > 0;
    }

    private static double At(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];
}
