namespace MailAuth;

/// <summary>Why a login ended as it did: for logs, metrics and the operator, never for the wire.</summary>
public enum LoginReason
{
    /// <summary>Nothing was decided. Never in a result of the engine.</summary>
    None = 0,

    /// <summary>The right password, and the policy allows this form.</summary>
    Accepted,

    /// <summary>The username is not one (controls, lengths, characters, not UTF-8): no look-up was made, a decoy was.</summary>
    InvalidUsername,

    /// <summary>The password is empty, holds NUL or is over 1,024 bytes: no look-up and no hash was made.</summary>
    InvalidPassword,

    /// <summary>No account is meant by this username on this connection.</summary>
    UnknownAccount,

    /// <summary>More than one account may be meant.</summary>
    AmbiguousUsername,

    /// <summary>The account is known and active, and the password does not match its stored hash.</summary>
    WrongPassword,

    /// <summary>The stored hash can't be used (malformed, unknown scheme, over a limit, none): an operator's fault.</summary>
    UnusableHash,

    /// <summary>The account is disabled; the password was not checked.</summary>
    AccountDisabled,

    /// <summary>The right password, but the account may not log in from this network.</summary>
    NetworkNotAllowed,

    /// <summary>The right password, but the account's extra field <c>nologin</c> refuses every login.</summary>
    LoginSwitchedOff,

    /// <summary>The right password, but the authorization identity is another account.</summary>
    AuthorizationIdentityMismatch,

    /// <summary>The right password, but who sends must use TLS by now (<c>submission.tls</c>), and this connection has none.</summary>
    TlsRequired,

    /// <summary>The right password, but the transition is closed: the account must use its full address.</summary>
    BareUsernameClosed,

    /// <summary>The right password, but the ramp has reached the account: it must use its full address.</summary>
    BareUsernameRamped,

    /// <summary>The right password, but an override refuses the bare form.</summary>
    BareUsernameOverridden,

    /// <summary>The right password, but the account has given up its bare form and can't go back to it.</summary>
    BareUsernameRatcheted,

    /// <summary>The right password, but a brownout refuses the bare form for the moment.</summary>
    Brownout,

    /// <summary>Too many passwords were guessed for this name, from this network, or both: neither store nor password was looked at.</summary>
    Throttled,

    /// <summary>The account store failed or timed out.</summary>
    StoreUnavailable,

    /// <summary>The hash executor had no place for it: its queue is full, or, in a short-lived process, no slot was free in time or slots can't be used.</summary>
    HashQueueFull,

    /// <summary>The engine is shutting down, or a password scheme threw: a fault of the scheme, told in the log.</summary>
    EngineUnavailable,
}
