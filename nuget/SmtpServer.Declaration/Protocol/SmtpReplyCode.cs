namespace SmtpServer.Protocol;

/// <summary>Reply codes of SMTP: those that the adapter sends.</summary>
public enum SmtpReplyCode
{
    /// <summary>Not now: a local fault (RFC 5321 section 4.2.3).</summary>
    Aborted = 451,

    /// <summary>Not now: no login is possible (RFC 4954 section 6).</summary>
    ClientNotPermitted = 454,

    /// <summary>A parameter that is not taken (RFC 4954 section 4: the mechanism).</summary>
    CommandParameterNotImplemented = 504,

    /// <summary>A login, or encryption, is needed first (RFC 4954 section 6).</summary>
    AuthenticationRequired = 530,

    /// <summary>The login is refused (RFC 4954 section 6).</summary>
    AuthenticationFailed = 535,

    /// <summary>The address is refused (RFC 5321 section 4.2.3).</summary>
    MailboxUnavailable = 550,
}
