namespace MailAuth.Submission;

/// <summary>What becomes of a sender that is not the account's.</summary>
public enum SenderBinding
{
    /// <summary>It is refused (<see cref="SubmissionReason.SenderNotAllowed"/>).</summary>
    Enforce = 0,

    /// <summary>It is let through, and the decision says what it would have been (<see cref="SubmissionDecision.DryRunReason"/>).</summary>
    Log,

    /// <summary>It is not looked at.</summary>
    Off,
}
