using MailAuth.Configuration;

namespace MailAuth.Transition;

/// <summary>Checks and compiles one timeline, the host's or a domain's: its dates, and the ratchet, which a domain inherits as it does them.</summary>
/// <param name="own">The timeline.</param>
/// <param name="host">The host's; the same one where it is its own.</param>
/// <param name="calendar">The compiler of its dates.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class TimelineCompiler(TransitionTimeline own, TransitionTimeline host, CalendarCompiler calendar, ConfigurationProblems problems)
{
    /// <summary>Compiles; what is wrong is reported and left out.</summary>
    public CompiledTimeline Compile()
    {
        (long? ratchet, string? ratchetSetting) = Ratchet();
        return new CompiledTimeline(calendar.Compile(), calendar.DryRun, ratchet, ratchetSetting);
    }

    private (long? Ticks, string? Setting) Ratchet()
    {
        if ((own.RatchetDays ?? host.RatchetDays) is not { } days)
        {
            return (null, null);
        }

        string setting = calendar.Setting("ratchetDays", own.RatchetDays is not null);
        if (days is < 1 or > 3650)
        {
            if (own.RatchetDays is not null)
            {
                problems.Range(setting, days, 1, 3650);
            }

            return (null, null);
        }

        return (days * TimeSpan.TicksPerDay, setting);
    }
}
