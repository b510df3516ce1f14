namespace MailAuth.Usernames;

/// <summary>How usernames are normalized and resolved. In <c>mailauth.json</c>: <c>usernames</c>.</summary>
public sealed class UsernameOptions
{
    /// <summary>
    /// The domains that this host serves. Needed for the <c>{domain}</c> placeholder of <see cref="ServerNames"/>, and mail for them comes in on port 25 without a login
    /// (<see cref="Submission.SubmissionOptions"/>); a default domain, and a domain that a server name or listener is mapped to, need not be listed. Default: none.
    /// </summary>
    public IList<string> HostedDomains { get; set; } = [];

    /// <summary>The domain that qualifies a bare username where no earlier source applies. Default: none.</summary>
    public string? DefaultDomain { get; set; }

    /// <summary>
    /// Characters that stand for <c>@</c> in a name that has no unquoted <c>@</c>, such as <c>%</c>, <c>#</c> or <c>/</c>: each a printable ASCII
    /// character other than a letter, a digit, <c>@ . - _ " \</c>. The last one in the name splits it. Default: none.
    /// </summary>
    public string Separators { get; set; } = "";

    /// <summary>Which bare usernames an account has. Default <see cref="BareUsernames.Auto"/>.</summary>
    public BareUsernames BareUsernames { get; set; }

    /// <summary>
    /// The order in which resolution asks its sources. Default (where empty): domain, server name, listener, legacy username, default domain, only account.
    /// A source that is not listed is not asked; <see cref="ResolutionSource.Domain"/> must be first.
    /// </summary>
    public IList<ResolutionSource> Sources { get; set; } = [];

    /// <summary>Server names (TLS SNI) and the hosted domains that they mean. Default: none.</summary>
    public IList<ServerNameOptions> ServerNames { get; set; } = [];

    /// <summary>Listeners (the server's own addresses) and the hosted domains that they mean. Default: none.</summary>
    public IList<ListenerOptions> Listeners { get; set; } = [];

    /// <summary>Domains that stand for another domain. Default: none.</summary>
    public IList<DomainAliasOptions> DomainAliases { get; set; } = [];

    /// <summary>
    /// Where sub-addressing is on, the character that ends the mailbox's own name in a local-part (<c>+</c> in <c>kalle+tag</c>): one ASCII character that a local-part may hold, no letter, digit or dot,
    /// and none of <see cref="Separators"/>. Default: off.
    /// </summary>
    public string? SubAddressSeparator { get; set; }

    /// <summary>Whether the case of a local-part is kept. Default <see langword="false"/>: <c>Kalle</c> is <c>kalle</c>.</summary>
    public bool PreserveCase { get; set; }

    /// <summary>Bare names that are never qualified: their account's address is the name itself. No transition applies to them. Default: none.</summary>
    public IList<string> ServiceIdentities { get; set; } = [];
}
