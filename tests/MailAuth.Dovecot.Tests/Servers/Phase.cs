namespace MailAuth.Dovecot.Tests.Servers;

/// <summary>Where today is in the transition.</summary>
public enum Phase
{
    /// <summary>Both forms, nobody is told.</summary>
    Open,

    /// <summary>Both forms, users are told.</summary>
    Warn,

    /// <summary>In Warn, for the whole of today: the bare form is unavailable.</summary>
    Brownout,

    /// <summary>In Warn, with a ramp that has reached nobody.</summary>
    RampOfNone,

    /// <summary>In Warn, with a ramp that has reached everybody: the bare form is refused.</summary>
    RampOfAll,

    /// <summary>The bare form is refused.</summary>
    Closed,

    /// <summary>Closed, computed and told to the operator alone.</summary>
    DryRun,
}
