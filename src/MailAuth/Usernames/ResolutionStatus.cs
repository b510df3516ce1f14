namespace MailAuth.Usernames;

/// <summary>Whether one account is meant.</summary>
public enum ResolutionStatus
{
    /// <summary>No account is meant by the name.</summary>
    Unknown = 0,

    /// <summary>One account is meant.</summary>
    Found,

    /// <summary>More than one account may be meant: a login is refused, and mail waits.</summary>
    Ambiguous,
}
