namespace MailAuth.Transition;

/// <summary>A phase of the transition from bare to full usernames.</summary>
public enum TransitionPhase
{
    /// <summary>Both forms work; nobody is told.</summary>
    Open = 0,

    /// <summary>Both forms work, users are told; brownouts and the ramp refuse some bare logins.</summary>
    Warn,

    /// <summary>Bare usernames are refused, but for overrides and in a dry run.</summary>
    Closed,
}
