namespace Samples.Tests.Clients;

/// <summary>When a client comes: a moment of the scenario's transition.</summary>
public enum Moment
{
    /// <summary>20 August 2009: before anybody is told.</summary>
    Open,

    /// <summary>25 August 2009: both forms work, users are told.</summary>
    Warn,

    /// <summary>1 September 2009, half past nine: within a brownout.</summary>
    Brownout,

    /// <summary>8 September 2009: the day after the cutover.</summary>
    Closed,
}
