using MailAuth.Accounts;
using MailAuth.Throttling;
using MailAuth.Transition;
using MailAuth.Usernames;

namespace MailAuth;

/// <summary>
/// The outcome of a login. An adapter tells the wire <see cref="Status"/> and <see cref="Notice"/> through
/// <c>MailAuth.Replies</c> and nothing else; the rest is for the log and the session.
/// </summary>
public sealed class LoginResult
{
    /// <summary>What the wire may see. Default <see cref="LoginStatus.Rejected"/>.</summary>
    public LoginStatus Status { get; init; }

    /// <summary>Why: for logs and metrics, never for the wire.</summary>
    public LoginReason Reason { get; init; }

    /// <summary>What may be told to the user besides the status.</summary>
    public LoginNotice Notice { get; init; }

    /// <summary>The form of the username: <see cref="UsernameForm.None"/> where the username is not one.</summary>
    public UsernameForm Form { get; init; }

    /// <summary>Which source decided the account; <see cref="ResolutionSource.None"/> where none was asked, or none applied.</summary>
    public ResolutionSource Source { get; init; }

    /// <summary>The phase of the account's domain (of the connection's domain, else of the host, where there is no account).</summary>
    public TransitionPhase Phase { get; init; }

    /// <summary>
    /// The resolved account, also of a refused login; <see langword="null"/> where there is none.
    /// Only an <see cref="LoginStatus.Accepted"/> login may be handed a mailbox: test <see cref="Status"/>, never this.
    /// </summary>
    public Account? Account { get; init; }

    /// <summary>The normalized username, as text for logs: the canonical address, or the normalized local-part of a bare username; <see langword="null"/> where it is not a username.</summary>
    public string? NormalizedUsername { get; init; }

    /// <summary>The setting that decided, as its path in <c>mailauth.json</c>, such as <c>transition.overrides[0]</c>, or <c>account.override</c>; <see langword="null"/> where no setting did.</summary>
    public string? Rule { get; init; }

    /// <summary>In a dry run, the status that the login would have had; <see langword="null"/> where no dry run differs.</summary>
    public LoginStatus? DryRunStatus { get; init; }

    /// <summary>
    /// How long a long-lived host should wait before it answers: up to <see cref="ThrottleOptions.LongestDelay"/>. Zero: at once, as always for an accepted login. A short-lived process does not wait.
    /// </summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The limit that a throttled login has met.</summary>
    internal ThrottleLimit ThrottleLimit { get; init; }

    /// <summary>Whether the client is logged in.</summary>
    public bool IsAccepted => Status == LoginStatus.Accepted;

    /// <summary>The status and the reason. Never a username, never a secret.</summary>
    public override string ToString() => $"{Status} ({Reason})";
}
