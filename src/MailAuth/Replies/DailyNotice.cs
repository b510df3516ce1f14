namespace MailAuth.Replies;

/// <summary>
/// Remembers who has been told today, so that nobody is told twice. A day is a day of UTC. Safe for concurrent use; one for the whole host.
/// Nothing is kept across a restart.
/// </summary>
public sealed class DailyNotice
{
    private readonly TimeProvider timeProvider;
    private readonly int capacity;
    private readonly Lock gate = new();
    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private DateOnly today;

    /// <summary>Makes an empty memory.</summary>
    /// <param name="timeProvider">The clock; <see langword="null"/> for the system's.</param>
    /// <param name="capacity">How many accounts are remembered at the most: 1 or more. Default 100,000. On a day with more of them the others are not told.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is below 1.</exception>
    public DailyNotice(TimeProvider? timeProvider = null, int capacity = 100_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        this.timeProvider = timeProvider ?? TimeProvider.System;
        this.capacity = capacity;
    }

    /// <summary>Whether the account is to be told now. A yes counts as told.</summary>
    /// <param name="address">The account's canonical address.</param>
    /// <returns><see langword="true"/> the first time in a day.</returns>
    /// <exception cref="ArgumentException">The address is empty.</exception>
    public bool TryTake(string address)
    {
        ArgumentException.ThrowIfNullOrEmpty(address);
        DateOnly now = DateOnly.FromDateTime(timeProvider.GetUtcNow().UtcDateTime);
        lock (gate)
        {
            if (now != today)
            {
                today = now;
                told.Clear();
            }

            return told.Count < capacity && told.Add(address);
        }
    }
}
