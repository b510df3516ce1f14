namespace MailAuth.Dovecot.Tests.Clients;

/// <summary>The doors of the host.</summary>
public enum MailService
{
    /// <summary>Dovecot, IMAP with TLS from the first byte.</summary>
    Imaps,

    /// <summary>Dovecot, IMAP with STARTTLS.</summary>
    Imap,

    /// <summary>Dovecot, POP3 with TLS from the first byte.</summary>
    Pop3s,

    /// <summary>Dovecot, POP3 with STLS.</summary>
    Pop3,

    /// <summary>Dovecot's own submission service, with STARTTLS.</summary>
    DovecotSubmission,

    /// <summary>Postfix, submission with STARTTLS.</summary>
    Submission,

    /// <summary>Postfix, submission with TLS from the first byte.</summary>
    Smtps,
}
