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

    [LoggerMessage(1403, LogLevel.Error, "At shutdown the usage sink did not take {Count} records within {Limit}: they are lost.")]
    public static partial void UsageLost(ILogger logger, long count, TimeSpan limit);
}
