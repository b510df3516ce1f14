using MailAuth.Submission;
using MailHost.Connections;

namespace MailHost.Submission;

/// <summary>What a <see cref="SubmissionServer"/> is told. It needs <see cref="MailServerOptions.Authenticator"/>, which decides about sending too.</summary>
public sealed class SubmissionServerOptions : MailServerOptions
{
    /// <summary>The port that starts without TLS and offers STARTTLS (587 in the world); 0 for any free port (the default), <see langword="null"/> for none.</summary>
    public int? SubmissionPort { get; init; } = 0;

    /// <summary>The port with TLS on connect (465 in the world); 0 for any free port (the default), <see langword="null"/> for none.</summary>
    public int? SubmissionsPort { get; init; } = 0;

    /// <summary>What the ports are: for who sends, or, as port 25 is, for mail that comes in too. Default <see cref="SubmissionService.Submission"/>.</summary>
    public SubmissionService Service { get; init; }

    /// <summary>The directory that accepted mail goes to, one <c>.eml</c> file each. It must exist.</summary>
    public required string MailDirectory { get; init; }

    /// <summary>What the server calls itself. Default <c>localhost</c>.</summary>
    public string HostName { get; init; } = "localhost";

    /// <summary>The largest message in octets (RFC 1870). Default 25 MiB.</summary>
    public int MessageSize { get; init; } = 25 * 1024 * 1024;

    /// <summary>The most recipients of a message: 100 or more (RFC 5321 section 4.5.3.1.8). Default 100.</summary>
    public int Recipients { get; init; } = 100;

    /// <summary>The time for a client to send a message. Default 10 minutes.</summary>
    public TimeSpan TimeToSend { get; init; } = TimeSpan.FromMinutes(10);
}
