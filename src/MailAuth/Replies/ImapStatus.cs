namespace MailAuth.Replies;

/// <summary>The status of a tagged IMAP response (RFC 9051 section 7.1).</summary>
public enum ImapStatus
{
    /// <summary><c>NO</c>: the command failed.</summary>
    No = 0,

    /// <summary><c>OK</c>: the command succeeded.</summary>
    Ok,

    /// <summary><c>BAD</c>: the command could not be understood, or not here.</summary>
    Bad,
}
