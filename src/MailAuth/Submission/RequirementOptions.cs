using MailAuth.Transition;

namespace MailAuth.Submission;

/// <summary>
/// When something is required of who sends: the same calendar as that of usernames. The domain that decides is the account's, or, without a login, the envelope sender's; the ramp picks by
/// the address of either.
/// </summary>
public sealed class RequirementOptions : CalendarOptions
{
    /// <summary>Domains whose dates differ. What one of them leaves out is the host's. Default: none.</summary>
    public IList<DomainRequirementOptions> Domains { get; set; } = [];
}
