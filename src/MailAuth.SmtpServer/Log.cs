using System.Net;
using Microsoft.Extensions.Logging;

namespace MailAuth.SmtpServer;

/// <summary>The adapter's log messages. Event ids 1800 to 1899 are public and stay.</summary>
internal static partial class Log
{
    [LoggerMessage(1800, LogLevel.Information, "Rejected a login from {Remote}: without TLS, and not from a network that may log in so")]
    public static partial void PlaintextRefused(ILogger logger, IPAddress? remote);

    [LoggerMessage(1801, LogLevel.Warning, "A password from {Remote} is not UTF-8; SmtpServer hands on no other, so it is refused")]
    public static partial void PasswordNotUtf8(ILogger logger, IPAddress? remote);

    [LoggerMessage(1802, LogLevel.Critical, "An endpoint was not opened. {Problem}")]
    public static partial void EndpointRefused(ILogger logger, string problem);
}
