namespace MailAuth.Usernames;

/// <summary>Whether one account is meant.</summary>
public enum ResolutionStatus
{
    /// <summary>No account is meant by the name.</summary>
    Unknown = 0,

    /// <summary>One account.</summary>
    Found,

    /// <summary>More than one may be meant.</summary>
    Ambiguous,
}
