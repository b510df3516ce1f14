namespace MailAuth.Throttling;

/// <summary>The compiled limits of <see cref="ThrottleOptions"/>. Immutable.</summary>
public sealed class ThrottleLimits
{
    internal ThrottleLimits(ThrottleOptions options)
    {
        NameAndNetwork = new GuessLimit(options.NameAndNetwork);
        Name = new GuessLimit(options.Name);
        Network = new GuessLimit(options.Network);
        KnownFor = options.KnownFor;
        LongestDelay = options.LongestDelay;
    }

    /// <summary>What one network may guess for one name.</summary>
    public GuessLimit NameAndNetwork { get; }

    /// <summary>What all networks together may guess for one name.</summary>
    public GuessLimit Name { get; }

    /// <summary>What one network may guess for all names together.</summary>
    public GuessLimit Network { get; }

    /// <summary>Gives one of the three limits by its kind.</summary>
    /// <param name="limit">The kind; not <see cref="ThrottleLimit.None"/>.</param>
    /// <returns>The limit.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public GuessLimit Of(ThrottleLimit limit) => limit switch
    {
        ThrottleLimit.Name => Name,
        ThrottleLimit.Network => Network,
        ThrottleLimit.NameAndNetwork => NameAndNetwork,
        _ => throw new ArgumentOutOfRangeException(nameof(limit)),
    };

    /// <summary>How long a network in which a name has logged in is known to be its own: 1 hour to 365 days.</summary>
    public TimeSpan KnownFor { get; }

    /// <summary>The longest delay of a failed login's answer: 0 to 60 seconds.</summary>
    public TimeSpan LongestDelay { get; }
}
