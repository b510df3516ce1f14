namespace MailAuth.Throttling;

/// <summary>What a store is told once a login has been tried.</summary>
public readonly record struct ThrottleSettlement
{
    /// <summary>The outcome.</summary>
    public ThrottleOutcome Outcome { get; init; }

    /// <summary>
    /// Of a wrong password, a few bits of a keyed hash of name, network and password, 1 to 255: the same password gives the same, and others mostly do not. Nothing more of a password may be kept.
    /// </summary>
    public byte Mark { get; init; }

    /// <summary>Of an accepted login, the account's canonical address; it is known in the network from now on, and so is the name of the request.</summary>
    public string? Address { get; init; }
}
