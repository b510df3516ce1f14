namespace MailAuth.Transition;

/// <summary>The dates of one domain. What is left out is the host's; a list, when present, replaces the host's list.</summary>
public sealed class DomainTransitionOptions : TransitionTimeline
{
    /// <summary>Makes options for a domain that is named later.</summary>
    public DomainTransitionOptions()
    {
    }

    /// <summary>Makes options for a domain.</summary>
    /// <param name="domain">The domain, in any spelling that a username may have it in.</param>
    public DomainTransitionOptions(string domain) => Domain = domain;

    /// <summary>The domain whose dates these are, in any spelling. Must be given.</summary>
    public string? Domain { get; set; }
}
