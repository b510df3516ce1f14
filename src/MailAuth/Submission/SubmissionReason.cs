namespace MailAuth.Submission;

/// <summary>Why a sender or a recipient is accepted or refused.</summary>
public enum SubmissionReason
{
    /// <summary>Nothing was decided. Never in a decision.</summary>
    None = 0,

    /// <summary>The account may send as this sender.</summary>
    Accepted,

    /// <summary>Mail for one of the host's own domains, on port 25.</summary>
    Inbound,

    /// <summary>On port 25, before a recipient is known: it decides.</summary>
    RecipientDecides,

    /// <summary>Without a login, as the dates or an exception still allow.</summary>
    AcceptedWithoutAuthentication,

    /// <summary>Refused: who sends must log in.</summary>
    AuthenticationRequired,

    /// <summary>Refused for the moment: a brownout of the requirement to log in, or to use TLS.</summary>
    Brownout,

    /// <summary>Refused: who sends must use TLS.</summary>
    TlsRequired,

    /// <summary>Refused: the envelope sender is not the account's.</summary>
    SenderNotAllowed,
}
