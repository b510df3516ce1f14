using System.Diagnostics;

namespace Samples.Tests.Fail2ban;

/// <summary>fail2ban's own <c>fail2ban-regex</c> with the filter of the samples. Where it is not installed the test fails: <c>tests/run</c> installs it.</summary>
internal static class Fail2banRegex
{
    /// <summary>The address that each line would be counted to, of the lines that the filter takes, in their order.</summary>
    public static Task<string[]> AddressesAsync(string log) => RunAsync(log, "ip");

    /// <summary>Whether fail2ban has found a time in each line, of the lines that the filter takes; where not, it takes the time at which it reads it.</summary>
    public static async Task<bool[]> HaveTimesAsync(string log)
    {
        // ['192.0.2.1',	1252310400.0,	{...}],
        string[] rows = await RunAsync(log, "row");
        return [.. rows.Select(row => row.Split('\t')[1] != "None,")];
    }

    private static async Task<string[]> RunAsync(string log, string shown)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, log, cancellation);
            var start = new ProcessStartInfo("fail2ban-regex", ["--out", shown, file, Path.Combine(Root(), "samples", "Fail2ban", "filter.d", "mailauth.conf")]) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["TZ"] = "UTC";
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation), error = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation).WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System, cancellation);
            Assert.True((await error).Length == 0, await error);
            return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Root()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MailAuth.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run from inside the repository.");
        }

        return folder.FullName;
    }
}
