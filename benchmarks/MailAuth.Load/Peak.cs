using System.Globalization;

namespace MailAuth.Load;

/// <summary>What a process has resident in memory, as Linux says it.</summary>
internal static class Peak
{
    /// <summary>The most that this process ever had, in MiB, rounded up.</summary>
    public static long MiB() => MiB(Environment.ProcessId);

    /// <summary>The most that a process ever had (VmHWM), or has now (VmRSS), in MiB, rounded up.</summary>
    public static long MiB(int process, string field = "VmHWM")
    {
        string line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(field + ":", StringComparison.Ordinal));
        long kib = long.Parse(line.AsSpan(field.Length + 1, line.Length - field.Length - 1 - " kB".Length), CultureInfo.InvariantCulture);
        return (kib + 1023) / 1024;
    }
}
