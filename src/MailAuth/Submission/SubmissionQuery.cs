using System.Net;
using MailAuth.Accounts;

namespace MailAuth.Submission;

/// <summary>What a decision about sending depends on: all of it, the time included. Asked at MAIL, without a recipient, and again for each RCPT.</summary>
public readonly record struct SubmissionQuery
{
    /// <summary>The time, by which the dates decide. Required.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The envelope sender as MAIL FROM has it, without angle brackets; empty for the null sender (RFC 5321 section 4.5.5). Required.</summary>
    public required string Sender { get; init; }

    /// <summary>The envelope recipient as RCPT TO has it, without angle brackets; <see langword="null"/> at MAIL.</summary>
    public string? Recipient { get; init; }

    /// <summary>The service that the client sends to: on <see cref="SubmissionService.Relay"/> the recipient counts too. Default <see cref="SubmissionService.Submission"/>.</summary>
    public SubmissionService Service { get; init; }

    /// <summary>Whether the connection uses TLS.</summary>
    public bool Tls { get; init; }

    /// <summary>The client's address; <see langword="null"/> where it is not known: no network holds then.</summary>
    public IPAddress? RemoteAddress { get; init; }

    /// <summary>The account that has logged in, as the login's result gave it, never by the name that was typed; <see langword="null"/> for none.</summary>
    public Account? Account { get; init; }
}
