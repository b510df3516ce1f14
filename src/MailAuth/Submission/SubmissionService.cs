namespace MailAuth.Submission;

/// <summary>Which service a client sends to.</summary>
public enum SubmissionService
{
    /// <summary>Submission: ports 587 and 465 (RFC 6409, RFC 8314).</summary>
    Submission = 0,

    /// <summary>Port 25, where mail for the host's own domains comes in, and where old clients ask to relay.</summary>
    Relay,
}
