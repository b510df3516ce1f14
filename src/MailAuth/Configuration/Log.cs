using Microsoft.Extensions.Logging;

namespace MailAuth.Configuration;

/// <summary>The configuration's log messages. Event ids 1500 to 1599 are public and stay.</summary>
internal static partial class Log
{
    [LoggerMessage(1500, LogLevel.Information, "The configuration {File} was loaded")]
    public static partial void Loaded(ILogger logger, string file);

    [LoggerMessage(1501, LogLevel.Error, "The configuration {File} can't be used, the last good one stays: {Problems}")]
    public static partial void KeptLastGood(ILogger logger, string file, string problems);

    [LoggerMessage(1502, LogLevel.Error, "The configuration {File} was loaded, but who is told of it failed")]
    public static partial void ApplyFailed(ILogger logger, Exception exception, string file);

    [LoggerMessage(1503, LogLevel.Information, "The configuration {File} is again the one in use")]
    public static partial void GoodAgain(ILogger logger, string file);
}
