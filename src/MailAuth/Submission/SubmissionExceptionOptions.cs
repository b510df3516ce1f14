namespace MailAuth.Submission;

/// <summary>An exception from a requirement: a printer that can't log in. It applies where everything that it names holds, and it must name a network.</summary>
public sealed class SubmissionExceptionOptions
{
    /// <summary>What is not required. Required.</summary>
    public SubmissionRequirement? Requirement { get; set; }

    /// <summary>The client's network: an IP address or a network in CIDR notation, never everybody (<c>0.0.0.0/0</c>). Required: an envelope sender alone is whatever a client says.</summary>
    public string? Network { get; set; }

    /// <summary>The envelope sender's address, a full one in any spelling; left out for every sender.</summary>
    public string? Sender { get; set; }

    /// <summary>The envelope sender's domain, in any spelling; left out for every domain.</summary>
    public string? Domain { get; set; }

    /// <summary>
    /// When the exception ends: a local date, or date and time, in the time zone of the requirement (UTC where it has none), in the years 1970 to 9998. Left out: never. Kind must be unspecified.
    /// </summary>
    public DateTime? Until { get; set; }

    /// <summary>Why it exists. Required.</summary>
    public string? Reason { get; set; }

    /// <summary>Who answers for it. Required.</summary>
    public string? Owner { get; set; }
}
