using MailAuth.Usage;

namespace MailAuth.Configuration;

/// <summary>Reads and checks <c>usage</c>.</summary>
internal static class UsageSection
{
    public static void Read(SettingReader reader, UsageOptions options)
    {
        options.Capacity = reader.Integer("capacity") ?? options.Capacity;
        options.BatchSize = reader.Integer("batchSize") ?? options.BatchSize;
        options.BatchDelay = reader.Duration("batchDelay") ?? options.BatchDelay;
    }

    public static void Check(UsageOptions options, ConfigurationProblems problems)
    {
        problems.Range("usage.capacity", options.Capacity, 1, 1_000_000);
        problems.Range("usage.batchSize", options.BatchSize, 1, 10_000);
        if (options.BatchDelay < TimeSpan.FromMilliseconds(10) || options.BatchDelay > TimeSpan.FromHours(1))
        {
            problems.Add("usage.batchDelay", options.BatchDelay, "must be from 10 milliseconds to 1 hour");
        }
    }
}
