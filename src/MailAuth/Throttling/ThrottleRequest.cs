using System.Net;

namespace MailAuth.Throttling;

/// <summary>A login that may be a guess: a function of its text, its connection and the configuration, never of the account store.</summary>
public readonly struct ThrottleRequest
{
    /// <summary>The time of the login, by which records age. Required.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The limits, of the policy that decides the login. Required.</summary>
    public required ThrottleLimits Limits { get; init; }

    /// <summary>
    /// The normalized name: the canonical address; of a bare username, the address that the connection's domain or the default domain makes of it, else the bare username itself. <see langword="null"/> where the
    /// text is no username: only the network counts then.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>Whether a bare username was sent: it is a name of its own.</summary>
    public bool IsBare { get; init; }

    /// <summary>The client's address, never an IPv4-mapped one; <see langword="null"/> where it is not known: only the name counts then.</summary>
    public IPAddress? RemoteAddress { get; init; }

    /// <summary>Whether the network is a service's, and no limit of its own holds for it.</summary>
    public bool IsService { get; init; }

    /// <summary>
    /// A few bits of a keyed hash of name, network and password, 1 to 255: the same password gives the same, and others mostly do not. Nothing more of a password may be kept.
    /// </summary>
    public required byte Mark { get; init; }

    /// <summary>The network that counts: the /32 of an IPv4 address, the /64 of an IPv6 address; <see langword="null"/> where the address is not known.</summary>
    public IPNetwork? Network => RemoteAddress is { } remote ? ClientNetwork.Of(remote) : null;
}
