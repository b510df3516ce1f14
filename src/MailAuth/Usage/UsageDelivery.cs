using MailAuth.Configuration;
using MailAuth.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MailAuth.Usage;

/// <summary>
/// The engine's way to its usage sink. A long-lived engine collects records in batches, off the way of a login, and folds what short-lived processes have left; a short-lived one
/// hands over each record at once, as it has no later.
/// </summary>
internal sealed class UsageDelivery : IDisposable, IAsyncDisposable
{
    private readonly IUsageSink sink;
    private readonly ILogger logger;
    private readonly UsageRecorder<UsageRecord>? logins;
    private readonly UsageRecorder<UnauthenticatedMail>? mail;
    private readonly UsageLogFolding? folding;

    public UsageDelivery(IUsageSink sink, MailAuthPolicy policy, TimeProvider timeProvider, ILoggerFactory? loggerFactory, Instruments? instruments)
    {
        this.sink = sink;
        logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger("MailAuth");
        if (policy.Executor.Inline)
        {
            return;
        }

        logins = new UsageRecorder<UsageRecord>(sink.WriteAsync, policy.Usage, timeProvider, logger, instruments);
        mail = new UsageRecorder<UnauthenticatedMail>(sink.WriteUnauthenticatedMailAsync, policy.Usage, timeProvider, logger, instruments);
        folding = policy.StateDirectory is { } directory ? new UsageLogFolding(new UsageLog(directory, timeProvider, loggerFactory), sink, timeProvider, logger) : null;
    }

    /// <summary>Takes the record of a login.</summary>
    public ValueTask WriteAsync(UsageRecord record)
    {
        if (logins is null)
        {
            return WriteNowAsync(sink.WriteAsync, record, record.Address);
        }

        logins.Record(record);
        return ValueTask.CompletedTask;
    }

    /// <summary>Takes the record of mail without a login.</summary>
    public ValueTask WriteAsync(UnauthenticatedMail record)
    {
        if (mail is null)
        {
            return WriteNowAsync(sink.WriteUnauthenticatedMailAsync, record, record.Sender);
        }

        mail.Record(record);
        return ValueTask.CompletedTask;
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Completes when the last record is written.</summary>
    public async ValueTask DisposeAsync()
    {
        if (logins is not null && mail is not null)
        {
            Task closing = mail.DisposeAsync().AsTask();
            await logins.DisposeAsync().ConfigureAwait(false);
            await closing.ConfigureAwait(false);
        }

        if (folding is not null)
        {
            await folding.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Whatever goes wrong, the login, or the mail, was accepted.</summary>
    private async ValueTask WriteNowAsync<TRecord>(Func<ReadOnlyMemory<TRecord>, CancellationToken, ValueTask> write, TRecord record, string address)
    {
        try
        {
            // Not cancellable, for the same reason.
            await write(new[] { record }, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Log.UsageNotWritten(logger, address, fault);
        }
    }
}
