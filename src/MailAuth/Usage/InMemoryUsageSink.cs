namespace MailAuth.Usage;

/// <summary>Keeps every record in memory: for tests and samples. It grows for ever. Safe for concurrent use.</summary>
public sealed class InMemoryUsageSink : IUsageSink
{
    private readonly Lock gate = new();
    private readonly List<UsageRecord> records = [];
    private readonly List<UnauthenticatedMail> mail = [];

    /// <inheritdoc/>
    public ValueTask WriteAsync(ReadOnlyMemory<UsageRecord> batch, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            records.AddRange(batch.Span);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask WriteUnauthenticatedMailAsync(ReadOnlyMemory<UnauthenticatedMail> batch, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            mail.AddRange(batch.Span);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>The records of logins so far.</summary>
    /// <returns>A copy, oldest first.</returns>
    public IReadOnlyList<UsageRecord> Snapshot()
    {
        lock (gate)
        {
            return [.. records];
        }
    }

    /// <summary>The records of mail without a login so far.</summary>
    /// <returns>A copy, oldest first.</returns>
    public IReadOnlyList<UnauthenticatedMail> UnauthenticatedMail()
    {
        lock (gate)
        {
            return [.. mail];
        }
    }
}
