namespace MailAuth.Throttling;

/// <summary>What a store is told once a login has been tried.</summary>
public readonly record struct ThrottleSettlement
{
    /// <summary>The outcome. Default <see cref="ThrottleOutcome.NoGuess"/>.</summary>
    public ThrottleOutcome Outcome { get; init; }

    /// <summary>Of an accepted login, the account's canonical address; it is known in the network from now on, and so is the name of the request. <see langword="null"/> for every other outcome.</summary>
    public string? Address { get; init; }
}
