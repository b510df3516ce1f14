using Microsoft.Extensions.Logging;

namespace MailAuth.Usage;

/// <summary>Collects usage records and hands them to the sink in batches, on a loop of its own (rule 25).</summary>
internal sealed class UsageRecorder : IDisposable, IAsyncDisposable
{
    public UsageRecorder(IUsageSink sink, UsageOptions options, TimeProvider timeProvider, ILogger logger) => throw new NotSupportedException();

    /// <summary>How many records were dropped because the channel was full.</summary>
    public long Dropped => throw new NotSupportedException();

    /// <summary>Takes a record. Never waits, never throws.</summary>
    public void Record(UsageRecord record) => throw new NotSupportedException();

    public void Dispose() => throw new NotSupportedException();

    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
