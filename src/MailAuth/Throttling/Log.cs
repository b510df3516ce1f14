using Microsoft.Extensions.Logging;

namespace MailAuth.Throttling;

/// <summary>What this folder logs: event ids 1700 to 1799.</summary>
internal static partial class Log
{
    [LoggerMessage(1700, LogLevel.Error, "The throttle store failed; logins go on, and their guesses are not counted")]
    public static partial void StoreFailed(ILogger logger, Exception fault);

    [LoggerMessage(1701, LogLevel.Error, "The throttle's file in {Directory} can't be used; logins go on, and their guesses are counted in memory, of a short-lived process not at all")]
    public static partial void FileUnusable(ILogger logger, string directory, Exception fault);
}
