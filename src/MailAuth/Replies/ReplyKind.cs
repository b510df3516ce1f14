namespace MailAuth.Replies;

/// <summary>What a server has to say: one value for each row of the table that <see cref="MailReplies"/> holds. The zero value is the refusal that looks alike for every reason.</summary>
public enum ReplyKind
{
    /// <summary>The login is refused, whatever the reason.</summary>
    Rejected = 0,

    /// <summary>The client is logged in.</summary>
    Accepted,

    /// <summary>The client is logged in, with a bare username that will stop working.</summary>
    AcceptedChangeSoon,

    /// <summary>No decision now: a fault, too much load, too many attempts, a brownout.</summary>
    TemporarilyUnavailable,

    /// <summary>Refused after the right password over TLS: the bare username works no more.</summary>
    UseFullAddress,

    /// <summary>Refused after the right password over TLS: logging in is switched off for the account.</summary>
    LoginSwitchedOff,

    /// <summary>Refused after the right password over TLS: the authorization identity is another account.</summary>
    AnotherAccount,

    /// <summary>A plaintext mechanism, or a username, without TLS, where only TLS may carry it (RFC 4954 section 4, RFC 9051 section 6.2.3).</summary>
    TlsRequired,

    /// <summary>SMTP alone: the sender is accepted.</summary>
    SenderAccepted,

    /// <summary>SMTP alone: the sender is accepted without a login, which it will soon need.</summary>
    SenderAcceptedLogInSoon,

    /// <summary>SMTP alone: mail from a client that has to log in first.</summary>
    AuthenticationRequired,

    /// <summary>SMTP alone: mail without TLS, where it is required.</summary>
    StartTlsRequired,

    /// <summary>SMTP alone: no mail without a login, or without TLS, for the moment: a brownout.</summary>
    SendingUnavailable,

    /// <summary>SMTP alone: the sender is not one of the account's addresses.</summary>
    SenderNotAllowed,

    /// <summary>A second login on a connection.</summary>
    AlreadyAuthenticated,

    /// <summary>The client cancelled the exchange with <c>*</c>.</summary>
    Cancelled,

    /// <summary>A response of the exchange is not base64.</summary>
    BadEncoding,

    /// <summary>The server does not speak the mechanism.</summary>
    UnknownMechanism,

    /// <summary>A line of the exchange is over 12,288 octets.</summary>
    TooLong,
}
