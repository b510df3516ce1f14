namespace Samples.Tests.Clients;

/// <summary>What a cell of the table comes to.</summary>
public enum Outcome
{
    /// <summary>Logged in, and told nothing.</summary>
    Welcome,

    /// <summary>Logged in, and told what to change, where the protocol has a place for it.</summary>
    Warned,

    /// <summary>Refused for the moment.</summary>
    NotNow,

    /// <summary>Refused, and told what to change.</summary>
    ChangeUsername,

    /// <summary>Refused like a wrong password.</summary>
    Wrong,

    /// <summary>No password is taken without TLS: the engine is never asked.</summary>
    NoLogin,
}
