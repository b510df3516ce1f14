namespace MailAuth.Submission;

/// <summary>What may be required of who sends.</summary>
public enum SubmissionRequirement
{
    /// <summary>To log in (RFC 4954).</summary>
    Authentication = 1,

    /// <summary>To use TLS (RFC 3207, RFC 8314).</summary>
    Tls,
}
