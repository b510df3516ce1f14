namespace MailAuth.Transition;

/// <summary>
/// The dated change from bare to full usernames, of the whole host. In <c>mailauth.json</c>: <c>transition</c>.
/// Every date and time is local to <see cref="CalendarOptions.TimeZone"/>, without offset, and every period is half-open: from its start to just before its end.
/// With no dates at all, both forms work for ever.
/// </summary>
public sealed class TransitionOptions : TransitionTimeline
{
    /// <summary>Domains whose dates differ. What one of them leaves out is the host's. Default: none.</summary>
    public IList<DomainTransitionOptions> Domains { get; set; } = [];

    /// <summary>Exceptions, per account, network or protocol. The first that applies decides. Default: none.</summary>
    public IList<TransitionOverrideOptions> Overrides { get; set; } = [];

    /// <summary>Text that is mixed into the ramp's choice of accounts, so that two hosts choose differently. At most 64 characters. Default: empty.</summary>
    public string RampSalt { get; set; } = "";
}
