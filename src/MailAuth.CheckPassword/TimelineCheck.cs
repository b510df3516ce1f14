using System.Globalization;
using MailAuth.Configuration;
using MailAuth.Submission;
using MailAuth.Transition;

namespace MailAuth.CheckPassword;

/// <summary>What the dates of the configuration have ahead, of the host and of each domain that has its own; and which exceptions have ended.</summary>
/// <param name="report">Gets it.</param>
/// <param name="options">The options.</param>
/// <param name="policy">The same, compiled.</param>
/// <param name="now">The time.</param>
internal sealed class TimelineCheck(SetupReport report, MailAuthOptions options, MailAuthPolicy policy, DateTimeOffset now)
{
    private const string Subject = "transition";
    private const int MostDomains = 20;
    private const int MostBrownouts = 3;

    private readonly LocalClocks clocks = new(new ConfigurationProblems());

    public void Check()
    {
        TransitionOptions transition = options.Transition;
        Tell("the host", "", transition.TimeZone);
        foreach (DomainTransitionOptions domain in transition.Domains.Take(MostDomains))
        {
            Tell(domain.Domain!, policy.Normalizer.NormalizeDomain(domain.Domain!)!, domain.TimeZone ?? transition.TimeZone);
        }

        if (transition.Domains.Count > MostDomains)
        {
            report.Note(Subject, $"and {transition.Domains.Count - MostDomains} more domains with dates of their own");
        }

        var ended = new FirstFew();
        for (int i = 0; i < transition.Overrides.Count; i++)
        {
            TransitionOverrideOptions one = transition.Overrides[i];
            TellEnd(ended, $"transition.overrides[{i}]", one.Until, transition.TimeZone, one.Owner);
        }

        Note(Subject, ended, "override");
        CheckSubmission(options.Submission);
    }

    private void Tell(string who, string domain, string? zone)
    {
        CompiledTimeline timeline = policy.Transition.TimelineOf(domain);
        TransitionCalendar calendar = timeline.Calendar;
        long instant = now.UtcTicks;
        TransitionPhase phase = calendar.PhaseAt(instant);
        string since = phase == TransitionPhase.Closed && calendar.Closed is { } closed ? $" since {Show(closed.Instant, zone)}" : "";
        string next = calendar.NextChange(instant) is { } change ? $"next {Show(change, zone)}: {What(calendar, change)}" : "no date lies ahead";
        string cutover = calendar.Closed is { } end && end.Instant > instant && calendar.NextChange(instant) != end.Instant ? $"; Closed begins {Show(end.Instant, zone)}" : "";
        report.Say(Subject, $"{who}: phase {phase}{since}; {next}{cutover}");
        Brownout[] brownouts = [.. calendar.BrownoutsAfter(instant)];
        if (brownouts.Length > 0)
        {
            string first = string.Join(", ", brownouts.Take(MostBrownouts).Select(brownout => $"{Show(brownout.Start, zone)} to {Clock(zone).Show(brownout.End):HH:mm}"));
            report.Say(Subject, $"{who}: {brownouts.Length} {(brownouts.Length == 1 ? "brownout" : "brownouts")} to come: {first}{(brownouts.Length > MostBrownouts ? ", ..." : "")}");
        }

        if (timeline.DryRun)
        {
            report.Note(Subject, $"{who}: dryRun is on: no bare username is refused by a date, what would be is recorded");
        }
    }

    /// <summary>What happens at an instant at which the calendar changes.</summary>
    private static string What(TransitionCalendar calendar, long change)
    {
        List<string> what = [];
        if (calendar.PhaseAt(change) is var phase && phase != calendar.PhaseAt(change - 1))
        {
            what.Add($"{phase} begins");
        }

        string? before = calendar.BrownoutAt(change - 1);
        string? on = calendar.BrownoutAt(change);
        if (before != on)
        {
            what.Add(on is null ? "the brownout ends" : "a brownout begins");
        }

        if (calendar.RampStepAt(change) is { } step && step.Start == change)
        {
            what.Add(string.Create(CultureInfo.InvariantCulture, $"the ramp reaches {step.Percent} percent"));
        }

        return string.Join(", ", what);
    }

    private void CheckSubmission(SubmissionOptions submission)
    {
        if (HasDates(submission.Authentication) || HasDates(submission.Tls))
        {
            report.Note("submission", "has dates, by which this program refuses a login for sending without TLS, and no mail: who may send is decided by the server that takes the mail, such as Postfix, and its own configuration");
        }

        var ended = new FirstFew();
        for (int i = 0; i < submission.Exceptions.Count; i++)
        {
            SubmissionExceptionOptions one = submission.Exceptions[i];
            string? zone = (one.Requirement == SubmissionRequirement.Tls ? submission.Tls : submission.Authentication).TimeZone;
            TellEnd(ended, $"submission.exceptions[{i}]", one.Until, zone, one.Owner);
        }

        Note("submission", ended, "exception");
    }

    private static bool HasDates(RequirementOptions requirement) =>
        HasDates((CalendarOptions)requirement) || requirement.Domains.Any(HasDates);

    private static bool HasDates(CalendarOptions calendar) => calendar.Warn is not null || calendar.Closed is not null;

    private void TellEnd(FirstFew ended, string setting, DateTime? until, string? zone, string? owner)
    {
        if (until is { } local && Clock(zone).FirstInstant(local) is var end && now.UtcTicks >= end)
        {
            ended.Add(() => $"{setting} {Show(end, zone)}, owner {owner}");
        }
    }

    private void Note(string subject, FirstFew ended, string what)
    {
        if (ended.Count > 0)
        {
            report.Note(subject, $"{ended.Count} {what}{(ended.Count == 1 ? " has" : "s have")} ended and can be taken out: {ended}");
        }
    }

    private LocalClock Clock(string? zone) => zone is null ? LocalClock.Utc : clocks.Get(zone, "");

    private string Show(long instant, string? zone) =>
        string.Create(CultureInfo.InvariantCulture, $"{Clock(zone).Show(instant):yyyy-MM-dd HH:mm zzz} {zone ?? "UTC"}");
}
