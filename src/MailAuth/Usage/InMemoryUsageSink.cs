namespace MailAuth.Usage;

/// <summary>Keeps every record in memory: for tests and samples. It grows for ever. Safe for concurrent use.</summary>
public sealed class InMemoryUsageSink : IUsageSink
{
    private readonly Lock gate = new();
    private readonly List<UsageRecord> records = [];

    /// <inheritdoc/>
    public ValueTask WriteAsync(ReadOnlyMemory<UsageRecord> batch, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            records.AddRange(batch.Span);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>The records so far.</summary>
    /// <returns>A copy, oldest first.</returns>
    public IReadOnlyList<UsageRecord> Snapshot()
    {
        lock (gate)
        {
            return [.. records];
        }
    }
}
