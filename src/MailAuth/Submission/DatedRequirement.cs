using MailAuth.Transition;

namespace MailAuth.Submission;

/// <summary>The dates of a requirement, of the host or of one domain.</summary>
/// <param name="Calendar">The dates.</param>
/// <param name="DryRun">Whether refusals are only computed.</param>
internal sealed record DatedRequirement(TransitionCalendar Calendar, bool DryRun);
