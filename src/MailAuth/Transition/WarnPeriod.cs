namespace MailAuth.Transition;

/// <summary>The period of Warn, which brownouts and the ramp must lie in.</summary>
internal readonly record struct WarnPeriod(CalendarDate? Warn, CalendarDate? Closed)
{
    /// <summary>What is wrong with a period, or, where end is start, with a moment; null where nothing is.</summary>
    public string? Excludes(long start, long end) =>
        Warn is not { } warn ? "lies outside Warn: there is no date of warn"
        : start < warn.Instant ? $"begins before {warn.Setting}: it must lie inside Warn"
        : Closed is { } closed && start >= closed.Instant ? $"begins when {closed.Setting} has come: it must lie inside Warn"
        : Closed is { } cutover && end > cutover.Instant ? $"ends after {cutover.Setting}: it must lie inside Warn"
        : null;
}
