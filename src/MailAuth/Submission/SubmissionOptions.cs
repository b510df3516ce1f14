namespace MailAuth.Submission;

/// <summary>
/// Who may send through the host's own server, and as whom. In <c>mailauth.json</c>: <c>submission</c>. Mail for the host's own domains (<c>usernames.hostedDomains</c>) on
/// port 25 is not concerned: it never needs a login.
/// </summary>
public sealed class SubmissionOptions
{
    /// <summary>
    /// The networks whose clients may send without logging in as long as <see cref="Authentication"/> is not closed: IP addresses or networks in CIDR notation, never everybody (<c>0.0.0.0/0</c>).
    /// Default: none, so that everybody must log in and no host is an open relay by default.
    /// </summary>
    public IList<string> RelayNetworks { get; set; } = [];

    /// <summary>When the clients of <see cref="RelayNetworks"/> must log in to send. Default: never.</summary>
    public RequirementOptions Authentication { get; set; } = new();

    /// <summary>When whoever sends must use TLS. Default: never.</summary>
    public RequirementOptions Tls { get; set; } = new();

    /// <summary>Who is excepted from one of them, by network and sender. The first that applies decides. Default: none.</summary>
    public IList<SubmissionExceptionOptions> Exceptions { get; set; } = [];

    /// <summary>Whether who has logged in may send as its own account alone. Default <see cref="SenderBinding.Enforce"/>.</summary>
    public SenderBinding SenderBinding { get; set; } = SenderBinding.Enforce;

    /// <summary>Whether every address of an account's domain counts as its own sender. Default <see langword="false"/>.</summary>
    public bool SenderDomainWide { get; set; }
}
