using System.Globalization;

namespace MailAuth.Load;

/// <summary>The most memory that this process has had resident.</summary>
internal static class Peak
{
    /// <summary>VmHWM of Linux, in MiB, rounded up.</summary>
    public static long MiB()
    {
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        long kib = long.Parse(line.AsSpan("VmHWM:".Length, line.Length - "VmHWM:".Length - " kB".Length), CultureInfo.InvariantCulture);
        return (kib + 1023) / 1024;
    }
}
