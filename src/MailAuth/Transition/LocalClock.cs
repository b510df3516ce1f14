namespace MailAuth.Transition;

/// <summary>
/// The clock on the wall of one time zone: turns a local time into an instant. A local time that the clock skips (a gap) means the first
/// instant after the gap; one that it shows twice (an overlap) means the first occurrence.
/// </summary>
internal sealed class LocalClock
{
    /// <summary>More than any zone ever differed from UTC (15:56, Manila until 1844).</summary>
    private static readonly long Reach = TimeSpan.FromHours(16).Ticks;

    /// <summary>The offset changes at most once within this: in the tz database changes lie days apart at the least.</summary>
    private static readonly long Step = TimeSpan.FromHours(1).Ticks;

    private readonly TimeZoneInfo? zone;

    /// <summary>Makes the clock of a zone.</summary>
    public LocalClock(TimeZoneInfo zone) => this.zone = zone;

    private LocalClock()
    {
    }

    /// <summary>The clock of UTC. It needs no time-zone data: a process that uses no other zone never loads any.</summary>
    public static LocalClock Utc { get; } = new();

    /// <summary>
    /// The first instant, in UTC ticks, at which the clock shows this local time or a later one: which is what a gap and an overlap ask for.
    /// The local time must lie at least a day inside the range of <see cref="DateTime"/>.
    /// </summary>
    public long FirstInstant(DateTime local)
    {
        if (zone is null)
        {
            return local.Ticks;
        }

        // Between two changes of the offset the clock runs evenly: walk those stretches in order and take the first that reaches the local time.
        long end = local.Ticks + Reach;
        for (long start = local.Ticks - Reach; start < end;)
        {
            TimeSpan offset = OffsetAt(start);
            long next = NextChange(start, offset, end);
            long instant = Math.Max(start, local.Ticks - offset.Ticks);
            if (instant < next)
            {
                return instant;
            }

            start = next;
        }

        return end;
    }

    /// <summary>An instant as the clock shows it: with the offset of that moment.</summary>
    public DateTimeOffset Show(long utcTicks) => new DateTimeOffset(utcTicks, TimeSpan.Zero).ToOffset(zone is null ? TimeSpan.Zero : OffsetAt(utcTicks));

    private TimeSpan OffsetAt(long utcTicks) => zone!.GetUtcOffset(new DateTime(utcTicks, DateTimeKind.Utc));

    /// <summary>The first instant after <paramref name="start"/> at which the offset is another, or <paramref name="end"/>.</summary>
    private long NextChange(long start, TimeSpan offset, long end)
    {
        long before = start;
        long after = start + Step;
        while (after < end && OffsetAt(after) == offset)
        {
            (before, after) = (after, after + Step);
        }

        if (after >= end)
        {
            return end;
        }

        while (after - before > 1)
        {
            long middle = before + ((after - before) / 2);
            (before, after) = OffsetAt(middle) == offset ? (middle, after) : (before, middle);
        }

        return after;
    }
}
