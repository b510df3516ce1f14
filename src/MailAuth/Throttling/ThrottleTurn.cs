namespace MailAuth.Throttling;

/// <summary>Whether a login may be tried now.</summary>
public readonly record struct ThrottleTurn
{
    /// <summary>The limit that stands in the way; <see cref="ThrottleLimit.None"/> where it may be tried.</summary>
    public ThrottleLimit Limit { get; init; }

    /// <summary>Whether the mark was one of the last three of the name and the network: nothing was taken, as it is no other guess than that one.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>Whether the name is known in this network: the limits of the name and of the network do not stand in its way, though its guesses count for them.</summary>
    public bool IsKnown { get; init; }

    /// <summary>How long to wait before a failure is answered, or a login that may not be tried: up to <see cref="ThrottleLimits.LongestDelay"/>.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Whether it may be tried: no limit stands in the way. <see langword="true"/> for the default value.</summary>
    public bool IsAllowed => Limit == ThrottleLimit.None;
}
