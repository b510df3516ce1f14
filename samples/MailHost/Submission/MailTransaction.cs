using MailAuth.Submission;

namespace MailHost.Submission;

/// <summary>One message on its way: from MAIL to the end of its data, or to what ends it before.</summary>
/// <param name="sender">The envelope sender, without angle brackets; empty for the null sender.</param>
internal sealed class MailTransaction(string sender)
{
    public string Sender { get; } = sender;

    /// <summary>Whether MAIL had SMTPUTF8 (RFC 6531): addresses may hold more than ASCII.</summary>
    public bool IsInternationalized { get; init; }

    public List<string> Recipients { get; } = [];

    /// <summary>What let it through without a login: to be recorded once the message is taken.</summary>
    public (SubmissionAttempt Attempt, SubmissionDecision Decision)? Unauthenticated { get; set; }
}
