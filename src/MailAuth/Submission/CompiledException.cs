using System.Net;

namespace MailAuth.Submission;

/// <summary>A compiled exception: what is null in it holds for everything.</summary>
internal sealed class CompiledException
{
    public SubmissionRequirement Requirement { get; init; }

    /// <summary>The client's network; never an IPv4-mapped one.</summary>
    public required IPNetwork Network { get; init; }

    /// <summary>The canonical address of the envelope sender.</summary>
    public string? Sender { get; init; }

    /// <summary>Its canonical domain.</summary>
    public string? Domain { get; init; }

    /// <summary>The first instant, in UTC ticks, at which the exception no longer holds.</summary>
    public long? Until { get; init; }

    /// <summary>The setting that the exception came from.</summary>
    public required string Setting { get; init; }

    /// <summary>Whether the exception holds.</summary>
    /// <param name="requirement">What would be required.</param>
    /// <param name="sender">The canonical envelope sender; null for none that is an address.</param>
    /// <param name="domain">Its domain; empty for none.</param>
    /// <param name="remote">The client's address, not IPv4-mapped; null where it is not known.</param>
    /// <param name="now">The time in UTC ticks.</param>
    public bool Applies(SubmissionRequirement requirement, string? sender, ReadOnlySpan<char> domain, IPAddress? remote, long now) =>
        Requirement == requirement
        && remote is not null && Holds(remote, now)
        && (Sender is null || Sender == sender)
        && (Domain is null || domain.SequenceEqual(Domain));

    /// <summary>Whether the exception holds for some sender of a network.</summary>
    public bool Holds(IPAddress remote, long now) => (Until is not { } until || now < until) && Network.Contains(remote);
}
