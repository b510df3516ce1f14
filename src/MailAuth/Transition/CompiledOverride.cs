using System.Net;

namespace MailAuth.Transition;

/// <summary>A compiled override: what is null in it holds for everything.</summary>
internal sealed class CompiledOverride
{
    /// <summary>The canonical address of the account.</summary>
    public string? Account { get; init; }

    /// <summary>The account's canonical domain.</summary>
    public string? Domain { get; init; }

    /// <summary>The client's network; never an IPv4-mapped one.</summary>
    public IPNetwork? Network { get; init; }

    /// <summary>The protocol.</summary>
    public MailProtocol? Protocol { get; init; }

    /// <summary>What holds for the bare form.</summary>
    public BareUsernameRule BareUsername { get; init; }

    /// <summary>The first instant, in UTC ticks, at which the override no longer holds.</summary>
    public long? Until { get; init; }

    /// <summary>The setting that the override came from.</summary>
    public required string Setting { get; init; }

    /// <summary>Whether the override holds for a login. The cheapest tests come first.</summary>
    /// <param name="address">The account's canonical address.</param>
    /// <param name="domain">Its domain.</param>
    /// <param name="remoteAddress">The client's address, not IPv4-mapped; null where it is not known: no network holds then.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="now">The time in UTC ticks.</param>
    public bool Applies(string address, ReadOnlySpan<char> domain, IPAddress? remoteAddress, MailProtocol protocol, long now) =>
        (Until is not { } until || now < until)
        && (Protocol is not { } only || only == protocol)
        && (Account is null || Account == address)
        && (Domain is null || domain.SequenceEqual(Domain))
        && (Network is not { } network || (remoteAddress is not null && network.Contains(remoteAddress)));
}
