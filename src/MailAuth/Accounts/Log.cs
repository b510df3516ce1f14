using Microsoft.Extensions.Logging;

namespace MailAuth.Accounts;

/// <summary>What the stores of this folder log: event ids 1300 to 1399.</summary>
internal static partial class Log
{
    [LoggerMessage(1300, LogLevel.Information, "Read {Accounts} accounts from {File}; {Problems} lines are not used")]
    public static partial void PasswdFileRead(ILogger logger, string file, int accounts, int problems);

    [LoggerMessage(1301, LogLevel.Warning, "{File}:{Line}: not used: {Problem}")]
    public static partial void PasswdFileBadLine(ILogger logger, string file, int line, string problem);

    [LoggerMessage(1302, LogLevel.Warning, "{File}: {Count} more lines are not used")]
    public static partial void PasswdFileMoreBadLines(ILogger logger, string file, int count);

    [LoggerMessage(1303, LogLevel.Error, "{File} can't be read; the accounts read before are kept: {Fault}")]
    public static partial void PasswdFileKept(ILogger logger, string file, string fault);

    [LoggerMessage(1304, LogLevel.Error, "{File} can't be read, and never could: {Fault}")]
    public static partial void PasswdFileUnavailable(ILogger logger, string file, string fault);
}
