namespace MailAuth.Transition;

/// <summary>The dates of a change, of the host or of one of its domains: phases, brownouts and a ramp in a named time zone.</summary>
public abstract class CalendarOptions
{
    private IList<BrownoutOptions>? brownouts;
    private IList<RampStepOptions>? ramp;

    private protected CalendarOptions()
    {
    }

    /// <summary>
    /// The time zone of every date and time, as an IANA name such as <c>Europe/Stockholm</c>, or <c>UTC</c>. Windows names are not taken: they differ between machines.
    /// Required as soon as there is a date, a brownout or a step of the ramp. Default: none; of a domain: the host's.
    /// A domain with a time zone of its own reads the dates that it inherits in that zone too: midnight there, not the host's.
    /// A local time that the clock skips means the first instant after the gap, one that it shows twice the first occurrence.
    /// </summary>
    public string? TimeZone { get; set; }

    /// <summary>When users begin to be told: a local date, or a local date and time, in the years 1970 to 9998. Kind must be unspecified. Default: never; of a domain: the host's.</summary>
    public DateTime? Warn { get; set; }

    /// <summary>When the old way stops to work (the cutover): a local date, or a local date and time, in the years 1970 to 9998; not before <see cref="Warn"/>. Without Warn, nobody is told before. Kind must be unspecified. Default: never; of a domain: the host's.</summary>
    public DateTime? Closed { get; set; }

    /// <summary>
    /// Short periods inside Warn in which the old way gets a temporary failure. They may not overlap. Default: none; of a domain: the host's,
    /// of which those outside the domain's own Warn have no effect.
    /// </summary>
    public IList<BrownoutOptions> Brownouts
    {
        get => brownouts ??= [];
        set => (BrownoutsArePresent, brownouts) = (IsGiven(value, brownouts, BrownoutsArePresent), value);
    }

    /// <summary>
    /// From which day, inside Warn, which part of the addresses is refused the old way ahead of the cutover. In order; percentages may only grow.
    /// Default: none; of a domain: the host's.
    /// </summary>
    public IList<RampStepOptions> Ramp
    {
        get => ramp ??= [];
        set => (RampIsPresent, ramp) = (IsGiven(value, ramp, RampIsPresent), value);
    }

    /// <summary>Whether decisions are only computed, counted and reported, while the old way goes on. Default <see langword="false"/>; of a domain: the host's.</summary>
    public bool? DryRun { get; set; }

    /// <summary>Whether <see cref="Brownouts"/> was given at all, if only as an empty list: reading the property does not count, nor does setting null.</summary>
    internal bool BrownoutsArePresent { get => field || brownouts is { Count: > 0 }; private set; }

    /// <summary>Whether <see cref="Ramp"/> was given at all, if only as an empty list.</summary>
    internal bool RampIsPresent { get => field || ramp is { Count: > 0 }; private set; }

    /// <summary>A configuration binder sets every list to what it has just read from it: the same list again says nothing new.</summary>
    private static bool IsGiven(object? value, object? current, bool isGiven) =>
        value is not null && (isGiven || !ReferenceEquals(value, current));
}
