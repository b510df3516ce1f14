namespace MailAuth.Transition;

/// <summary>The dates that the host and each of its domains may have.</summary>
public abstract class TransitionTimeline
{
    private IList<BrownoutOptions>? brownouts;
    private IList<RampStepOptions>? ramp;

    private protected TransitionTimeline()
    {
    }

    /// <summary>The time zone of every date and time, as an IANA name such as <c>Europe/Stockholm</c>. Default: UTC, but required as soon as there is a date.</summary>
    public string? TimeZone { get; set; }

    /// <summary>When users begin to be told: a local date, or a local date and time. Kind must be unspecified. Default: never.</summary>
    public DateTime? Warn { get; set; }

    /// <summary>When bare usernames stop to work (the cutover): a local date, or a local date and time; not before <see cref="Warn"/>. Kind must be unspecified. Default: never.</summary>
    public DateTime? Closed { get; set; }

    /// <summary>Short periods inside Warn in which bare logins get a temporary failure. They may not overlap. Default: none; of a domain: the host's.</summary>
    public IList<BrownoutOptions> Brownouts
    {
        get => brownouts ??= [];
        set => (brownouts, BrownoutsArePresent) = (value, true);
    }

    /// <summary>From which day which part of the accounts is refused its bare form ahead of the cutover. Percentages may only grow. Default: none; of a domain: the host's.</summary>
    public IList<RampStepOptions> Ramp
    {
        get => ramp ??= [];
        set => (ramp, RampIsPresent) = (value, true);
    }

    /// <summary>After how many days without a bare login an account can't go back to its bare form: 1 to 3,650. Default: off.</summary>
    public int? RatchetDays { get; set; }

    /// <summary>Whether decisions are only computed, counted and reported, while every bare login goes on. Default <see langword="false"/>; of a domain: the host's.</summary>
    public bool? DryRun { get; set; }

    /// <summary>Whether <see cref="Brownouts"/> was given at all, if only as an empty list: reading the property does not count.</summary>
    internal bool BrownoutsArePresent { get => field || brownouts is { Count: > 0 }; private set; }

    /// <summary>Whether <see cref="Ramp"/> was given at all, if only as an empty list.</summary>
    internal bool RampIsPresent { get => field || ramp is { Count: > 0 }; private set; }
}
