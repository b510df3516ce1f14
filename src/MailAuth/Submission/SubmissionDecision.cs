using MailAuth.Replies;
using MailAuth.Transition;

namespace MailAuth.Submission;

/// <summary>Whether a sender, or a recipient, is accepted; what to answer where not; and what decided.</summary>
public readonly record struct SubmissionDecision
{
    /// <summary>Whether the client may go on.</summary>
    public bool IsAllowed { get; init; }

    /// <summary>What the decision rests on, for the log.</summary>
    public SubmissionReason Reason { get; init; }

    /// <summary>The phase of the requirement that decided, else of the requirement to log in.</summary>
    public TransitionPhase Phase { get; init; }

    /// <summary>The setting that decided, as its path in <c>mailauth.json</c>; <see langword="null"/> where no setting did.</summary>
    public string? Rule { get; init; }

    /// <summary>In a dry run, or where senders are only logged, the reason that would have refused; <see langword="null"/> where nothing would have.</summary>
    public SubmissionReason? DryRunReason { get; init; }

    /// <summary>Whether the sender is to be told that it must soon log in: mail without a login, in the phase <see cref="TransitionPhase.Warn"/>, and not by an exception.</summary>
    public bool ShouldWarn { get; init; }

    /// <summary>The row of <see cref="MailReplies"/> that refuses; <see langword="null"/> where the client may go on.</summary>
    public ReplyKind? Refusal => IsAllowed ? null : Reason switch
    {
        SubmissionReason.Brownout => ReplyKind.SendingUnavailable,
        SubmissionReason.TlsRequired => ReplyKind.StartTlsRequired,
        SubmissionReason.SenderNotAllowed => ReplyKind.SenderNotAllowed,
        _ => ReplyKind.AuthenticationRequired,
    };

    /// <summary>Whether mail goes out without a login, so that its network, sender and day are to be recorded.</summary>
    public bool IsUnauthenticated => IsAllowed && Reason == SubmissionReason.AcceptedWithoutAuthentication;
}
