namespace MailAuth.Throttling;

/// <summary>Which limit of guesses: one that was reached, or the one that counts something.</summary>
public enum ThrottleLimit
{
    /// <summary>No limit: the login may be tried.</summary>
    None = 0,

    /// <summary>What one network may guess for one name: <see cref="ThrottleOptions.NameAndNetwork"/>.</summary>
    NameAndNetwork,

    /// <summary>What all networks together may guess for one name: <see cref="ThrottleOptions.Name"/>.</summary>
    Name,

    /// <summary>What one network may guess for all names together: <see cref="ThrottleOptions.Network"/>.</summary>
    Network,
}
