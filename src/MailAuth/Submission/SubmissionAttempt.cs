using MailAuth.Accounts;

namespace MailAuth.Submission;

/// <summary>Mail that a client wants to send, as far as it has said: what <see cref="MailAuthenticator.AuthorizeSending"/> decides at MAIL and again at each RCPT.</summary>
public sealed class SubmissionAttempt
{
    /// <summary>Makes an attempt.</summary>
    /// <param name="sender">The envelope sender as MAIL FROM has it, without angle brackets; empty for the null sender (RFC 5321 section 4.5.5).</param>
    /// <param name="connection">The connection, as it is now.</param>
    public SubmissionAttempt(string sender, LoginConnection connection)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(connection);
        Sender = sender;
        Connection = connection;
    }

    /// <summary>The envelope sender as MAIL FROM has it, without angle brackets; empty for the null sender. Not normalized.</summary>
    public string Sender { get; }

    /// <summary>The connection as it is now: what counts is its TLS and its client's address.</summary>
    public LoginConnection Connection { get; }

    /// <summary>The envelope recipient as RCPT TO has it, without angle brackets; <see langword="null"/> at MAIL.</summary>
    public string? Recipient { get; init; }

    /// <summary>The account of the login that was accepted on this connection, never by the name that was typed; <see langword="null"/> for none.</summary>
    public Account? Account { get; init; }

    /// <summary>The service that the client sends to: on <see cref="SubmissionService.Relay"/> the recipient counts too. Default <see cref="SubmissionService.Submission"/>.</summary>
    public SubmissionService Service { get; init; }
}
