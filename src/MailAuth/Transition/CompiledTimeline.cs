namespace MailAuth.Transition;

/// <summary>A compiled timeline, of the host or of one domain: its calendar and what goes with it.</summary>
/// <param name="Calendar">The dates.</param>
/// <param name="DryRun">Whether decisions are only computed.</param>
/// <param name="Ratchet">After how many ticks without a bare login an account can't go back; null for off.</param>
/// <param name="RatchetSetting">The setting that the ratchet came from; null for off.</param>
internal sealed record CompiledTimeline(TransitionCalendar Calendar, bool DryRun, long? Ratchet, string? RatchetSetting)
{
    /// <summary>The timeline without a date: both forms work for ever.</summary>
    public static CompiledTimeline Empty { get; } = new(TransitionCalendar.Empty, false, null, null);
}
