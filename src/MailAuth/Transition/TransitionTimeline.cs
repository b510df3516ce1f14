namespace MailAuth.Transition;

/// <summary>The dates that the host and each of its domains may have for the change from bare to full usernames.</summary>
public abstract class TransitionTimeline : CalendarOptions
{
    private protected TransitionTimeline()
    {
    }

    /// <summary>
    /// After how many days without a bare login an account can't go back to its bare form: 1 to 3,650. Default: off; of a domain: the host's.
    /// It depends on no date and holds from the moment that it is set, in <see cref="TransitionPhase.Open"/> too: who wants it to begin with Warn sets it then,
    /// or tries it with <see cref="CalendarOptions.DryRun"/>. It never refuses an account whose last bare login is not known.
    /// </summary>
    public int? RatchetDays { get; set; }
}
