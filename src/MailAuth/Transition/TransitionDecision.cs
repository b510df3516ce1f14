namespace MailAuth.Transition;

/// <summary>Whether a form may be used here, now, by this account.</summary>
public readonly record struct TransitionDecision
{
    /// <summary>Whether the login goes on. In a dry run always <see langword="true"/>.</summary>
    public bool IsAllowed { get; init; }

    /// <summary>
    /// Why: <see cref="LoginReason.Accepted"/>, <see cref="LoginReason.BareUsernameClosed"/>, <see cref="LoginReason.BareUsernameRamped"/>,
    /// <see cref="LoginReason.BareUsernameOverridden"/>, <see cref="LoginReason.BareUsernameRatcheted"/> or <see cref="LoginReason.Brownout"/>.
    /// </summary>
    public LoginReason Reason { get; init; }

    /// <summary>The phase of the account's domain.</summary>
    public TransitionPhase Phase { get; init; }

    /// <summary>The setting that decided, as its path in <c>mailauth.json</c>, or <c>account.override</c>; <see langword="null"/> where no setting did.</summary>
    public string? Rule { get; init; }

    /// <summary>In a dry run, the reason that would have refused the login; <see langword="null"/> where nothing would have.</summary>
    public LoginReason? DryRunReason { get; init; }

    /// <summary>Whether an override applied whose value is <see cref="BareUsernameRule.Inherit"/>: such logins are counted apart.</summary>
    public bool Inherited { get; init; }

    /// <summary>Whether the user should be told to change: an allowed bare username in phase <see cref="TransitionPhase.Warn"/>.</summary>
    public bool ShouldWarn { get; init; }
}
