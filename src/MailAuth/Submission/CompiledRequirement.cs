using MailAuth.Transition;

namespace MailAuth.Submission;

/// <summary>A compiled requirement: the host's calendar and those of the domains that have their own.</summary>
internal sealed class CompiledRequirement
{
    /// <summary>The ramp of every requirement picks alike on every machine of the host, and otherwise than that of usernames does.</summary>
    private static readonly ulong RampSeed = Ramp.Seed("submission");

    private readonly DatedRequirement host;
    private readonly Dictionary<string, DatedRequirement>.AlternateLookup<ReadOnlySpan<char>> domains;

    public CompiledRequirement(DatedRequirement host, Dictionary<string, DatedRequirement> domains)
    {
        this.host = host;
        this.domains = domains.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The phase of a domain.</summary>
    public TransitionPhase PhaseAt(ReadOnlySpan<char> domain, long now) => Of(domain).Calendar.PhaseAt(now);

    /// <summary>What the dates refuse.</summary>
    /// <param name="domain">The domain that decides; empty for the host's own dates.</param>
    /// <param name="address">The address that the ramp picks by; null for none, which it never picks.</param>
    /// <param name="now">The time in UTC ticks.</param>
    /// <param name="isBrownout">Whether it is refused for the moment alone.</param>
    /// <param name="isDryRun">Whether it goes on all the same.</param>
    /// <returns>The setting that refuses; null where none does.</returns>
    public string? RefusalAt(ReadOnlySpan<char> domain, string? address, long now, out bool isBrownout, out bool isDryRun)
    {
        DatedRequirement dated = Of(domain);
        TransitionCalendar calendar = dated.Calendar;
        isDryRun = dated.DryRun;
        isBrownout = false;
        if (calendar.PhaseAt(now) == TransitionPhase.Closed)
        {
            return calendar.Closed?.Setting;
        }

        if (calendar.BrownoutAt(now) is { } brownout)
        {
            isBrownout = true;
            return brownout;
        }

        return address is not null && calendar.RampStepAt(now) is { } step && Ramp.Standing(RampSeed, address) < step.Percent ? step.Setting : null;
    }

    /// <summary>Whether it is required of everybody, whatever the domain.</summary>
    public bool IsClosedForAll(long now)
    {
        if (!IsClosed(host, now))
        {
            return false;
        }

        foreach (DatedRequirement dated in domains.Dictionary.Values)
        {
            if (!IsClosed(dated, now))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsClosed(DatedRequirement dated, long now) => !dated.DryRun && dated.Calendar.PhaseAt(now) == TransitionPhase.Closed;

    private DatedRequirement Of(ReadOnlySpan<char> domain) =>
        domains.Dictionary.Count > 0 && domains.TryGetValue(domain, out DatedRequirement? dated) ? dated : host;
}
