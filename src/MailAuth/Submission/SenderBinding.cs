namespace MailAuth.Submission;

/// <summary>What becomes of a sender that is not the account's.</summary>
public enum SenderBinding
{
    /// <summary>It is refused.</summary>
    Enforce = 0,

    /// <summary>It is let through, and the decision says what it would have been.</summary>
    Log,

    /// <summary>It is not looked at.</summary>
    Off,
}
