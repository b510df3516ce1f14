using MailAuth.Transition;

namespace MailAuth.Submission;

/// <summary>The dates of one domain. What is left out is the host's; a list, when present, replaces the host's list.</summary>
public sealed class DomainRequirementOptions : CalendarOptions
{
    /// <summary>Makes options for a domain that is named later.</summary>
    public DomainRequirementOptions()
    {
    }

    /// <summary>Makes options for a domain.</summary>
    /// <param name="domain">The domain, in any spelling that an address may have it in.</param>
    public DomainRequirementOptions(string domain) => Domain = domain;

    /// <summary>The domain whose dates these are, in any spelling. Must be given.</summary>
    public string? Domain { get; set; }
}
