namespace MailAuth.Throttling;

/// <summary>Which limit of guesses was reached.</summary>
public enum ThrottleLimit
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>That of a name and a network.</summary>
    NameAndNetwork,

    /// <summary>That of a name.</summary>
    Name,

    /// <summary>That of a network.</summary>
    Network,
}
