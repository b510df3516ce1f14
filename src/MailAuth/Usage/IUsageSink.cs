namespace MailAuth.Usage;

/// <summary>
/// Where records of successful logins go, and of mail that was taken without a login. The engine collects them and calls the sink with a batch at a time, never in the way of a login.
/// Implementations are safe for concurrent use: one engine calls each method again only when the call before has completed, but different ones beside each other, and a short-lived engine
/// (<see cref="Passwords.HashExecutorOptions.Inline"/>) hands over each record from the login itself.
/// </summary>
public interface IUsageSink
{
    /// <summary>Writes a batch, whole or not at all.</summary>
    /// <param name="batch">The records, oldest first: at least one. Valid only until the task completes.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A task that completes when the batch is safe.</returns>
    /// <remarks>An exception means that nothing was written: the engine keeps the batch and tries again.</remarks>
    ValueTask WriteAsync(ReadOnlyMemory<UsageRecord> batch, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a batch that may have been written before: whoever wrote it may have been killed before it could note so. A sink that keeps the identifier
    /// together with the batch leaves out one that it knows; the default writes it again.
    /// </summary>
    /// <param name="batchId">What tells the batch from every other one: at most 64 characters.</param>
    /// <param name="batch">The records, oldest first: at least one, the same ones for the same identifier. Valid only until the task completes.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A task that completes when the batch is safe.</returns>
    /// <remarks>An exception means that nothing was written.</remarks>
    ValueTask WriteOnceAsync(string batchId, ReadOnlyMemory<UsageRecord> batch, CancellationToken cancellationToken) => WriteAsync(batch, cancellationToken);

    /// <summary>Writes a batch of mail that was taken without a login, whole or not at all. The default keeps nothing of it.</summary>
    /// <param name="batch">The records, oldest first: at least one. Valid only until the task completes.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A task that completes when the batch is safe.</returns>
    /// <remarks>An exception means that nothing was written: the engine keeps the batch and tries again.</remarks>
    ValueTask WriteUnauthenticatedMailAsync(ReadOnlyMemory<UnauthenticatedMail> batch, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
