using Microsoft.Extensions.Logging;

namespace MailAuth.Passwords;

/// <summary>The log messages of password work. Event ids 1200 to 1299 are public and stay.</summary>
internal static partial class Log
{
    [LoggerMessage(1200, LogLevel.Error, "The hash slots in {Directory} can't be used: {Problem}; logins that need a hash are temporarily unavailable")]
    public static partial void SlotsUnusable(ILogger logger, string? directory, string problem);
}
