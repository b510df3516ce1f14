namespace MailAuth.Transition;

/// <summary>
/// The compiled dates of the host or of one domain: instants in UTC ticks, so that a look at the calendar compares numbers and knows no time zone.
/// Every period is half-open. Immutable.
/// </summary>
internal sealed class TransitionCalendar
{
    /// <summary>Later than every time there is.</summary>
    private const long Never = long.MaxValue;

    private readonly long warn;
    private readonly long closed;
    private readonly Brownout[] brownouts;
    private readonly RampStep[] ramp;

    /// <summary>Makes a calendar.</summary>
    /// <param name="warn">When Warn begins; null for never.</param>
    /// <param name="closed">When Closed begins; null for never.</param>
    /// <param name="brownouts">In order, without overlaps. What lies outside Warn has no effect.</param>
    /// <param name="ramp">In order, percentages growing. What lies outside Warn has no effect.</param>
    public TransitionCalendar(CalendarDate? warn, CalendarDate? closed, Brownout[] brownouts, RampStep[] ramp)
    {
        this.warn = warn?.Instant ?? Never;
        this.closed = closed?.Instant ?? Never;
        this.brownouts = brownouts;
        this.ramp = ramp;
        Closed = closed;
    }

    /// <summary>The calendar without a date: Open for ever.</summary>
    public static TransitionCalendar Empty { get; } = new(null, null, [], []);

    /// <summary>The cutover; null for never.</summary>
    public CalendarDate? Closed { get; }

    /// <summary>The phase at a time in UTC ticks.</summary>
    public TransitionPhase PhaseAt(long now) =>
        now >= closed ? TransitionPhase.Closed : now >= warn ? TransitionPhase.Warn : TransitionPhase.Open;

    /// <summary>The setting of the brownout that is on; null where none is.</summary>
    public string? BrownoutAt(long now)
    {
        if (brownouts.Length == 0 || PhaseAt(now) != TransitionPhase.Warn)
        {
            return null;
        }

        foreach (ref readonly Brownout brownout in brownouts.AsSpan())
        {
            if (now < brownout.End)
            {
                return now >= brownout.Start ? brownout.Setting : null;
            }
        }

        return null;
    }

    /// <summary>The brownouts that are not over, in order, as far as they have an effect.</summary>
    public IEnumerable<Brownout> BrownoutsAfter(long now) => brownouts.Where(brownout => brownout.End > now && brownout.Start >= warn && brownout.Start < closed);

    /// <summary>The ramp's step that holds; null outside Warn and before the first.</summary>
    public RampStep? RampStepAt(long now)
    {
        if (ramp.Length == 0 || PhaseAt(now) != TransitionPhase.Warn)
        {
            return null;
        }

        for (int i = ramp.Length - 1; i >= 0; i--)
        {
            if (now >= ramp[i].Start)
            {
                return ramp[i];
            }
        }

        return null;
    }

    /// <summary>The first instant after a time at which the calendar changes, in UTC ticks; null where it never does again.</summary>
    public long? NextChange(long now)
    {
        long next = Never;
        Consider(warn);
        Consider(closed);
        foreach (Brownout brownout in brownouts)
        {
            Consider(brownout.Start);
            Consider(brownout.End);
        }

        foreach (RampStep step in ramp)
        {
            Consider(step.Start);
        }

        return next == Never ? null : next;

        void Consider(long instant)
        {
            // What a domain inherits may lie outside its Warn, where it has no effect.
            bool hasEffect = instant == closed || (instant >= warn && instant < closed);
            if (instant > now && instant < next && hasEffect)
            {
                next = instant;
            }
        }
    }
}
