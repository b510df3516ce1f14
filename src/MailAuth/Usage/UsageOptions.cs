using MailAuth.Configuration;

namespace MailAuth.Usage;

/// <summary>
/// How records of successful logins are collected, and, apart from them, those of mail without a login. An engine keeps what it was made with: a reload changes none of it. A short-lived one
/// (<see cref="Passwords.HashExecutorOptions.Inline"/>) hands over each record at once. In <c>mailauth.json</c>: <c>usage</c>.
/// </summary>
public sealed class UsageOptions
{
    /// <summary>How many records may wait for the sink; what comes on top is dropped and counted. 1 to 1,000,000. Default 10,000.</summary>
    public int Capacity { get; set; } = 10_000;

    /// <summary>How many records are written at once: 1 to 10,000, and not more than <see cref="Capacity"/> holds. Default 500.</summary>
    public int BatchSize { get; set; } = 500;

    /// <summary>How long a record waits for others before its batch is written: 10 milliseconds to 1 hour. Default 1 second.</summary>
    public TimeSpan BatchDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Reports what is out of range, under <c>usage.…</c>.</summary>
    internal void Check(ConfigurationProblems problems)
    {
        problems.Range("usage.capacity", Capacity, 1, 1_000_000);
        problems.Range("usage.batchSize", BatchSize, 1, 10_000);
        if (BatchDelay < TimeSpan.FromMilliseconds(10) || BatchDelay > TimeSpan.FromHours(1))
        {
            problems.Add("usage.batchDelay", BatchDelay, "must be from 10 milliseconds to 1 hour");
        }
    }
}
