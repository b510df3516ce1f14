using Microsoft.Extensions.Logging;

namespace MailAuth.Usage;

/// <summary>What this folder logs: event ids 1400 to 1499.</summary>
internal static partial class Log
{
    [LoggerMessage(1400, LogLevel.Warning, "The usage sink failed to write {Count} records (attempt {Attempt}); they are kept and tried again in {Delay}.")]
    public static partial void UsageSinkFailed(ILogger logger, int count, int attempt, TimeSpan delay, Exception exception);

    [LoggerMessage(1401, LogLevel.Information, "The usage sink works again: {Count} records were written at attempt {Attempt}.")]
    public static partial void UsageSinkRecovered(ILogger logger, int count, int attempt);

    [LoggerMessage(1402, LogLevel.Warning, "Usage records are dropped because {Capacity} are waiting for the sink: {Dropped} so far.")]
    public static partial void UsageDropped(ILogger logger, int capacity, long dropped);

    [LoggerMessage(1404, LogLevel.Warning, "The usage record of {Address} could not be written; the login goes on")]
    public static partial void UsageNotWritten(ILogger logger, string address, Exception exception);

    [LoggerMessage(1405, LogLevel.Information, "Folded {Records} records of the usage log in {Directory} into the usage sink.")]
    public static partial void UsageFolded(ILogger logger, long records, string directory);

    [LoggerMessage(1406, LogLevel.Warning, "{Lines} lines of the usage log can't be read; they are kept in {File}.")]
    public static partial void UsageLinesBad(ILogger logger, long lines, string file);

    [LoggerMessage(1407, LogLevel.Warning, "The usage log in {Directory} could not be folded; it is kept, and folded later")]
    public static partial void UsageFoldFailed(ILogger logger, string directory, Exception exception);

    [LoggerMessage(1403, LogLevel.Error, "At shutdown the usage sink did not take {Count} records within {Limit}: they are lost.")]
    public static partial void UsageLost(ILogger logger, long count, TimeSpan limit);
}
