namespace MailAuth;

/// <summary>The protocol over which a client logs in.</summary>
public enum MailProtocol
{
    /// <summary>None of the others, or not known.</summary>
    Other = 0,

    /// <summary>IMAP (RFC 3501, RFC 9051).</summary>
    Imap,

    /// <summary>POP3 (RFC 1939, RFC 5034).</summary>
    Pop3,

    /// <summary>Sending through the host's own server: ports 587 and 465, and port 25 where a client asks to relay (RFC 6409, RFC 4954).</summary>
    Submission,

    /// <summary>ManageSieve (RFC 5804).</summary>
    ManageSieve,

    /// <summary>A web page in front of the mailbox.</summary>
    Web,
}
