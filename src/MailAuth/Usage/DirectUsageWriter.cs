using Microsoft.Extensions.Logging;

namespace MailAuth.Usage;

/// <summary>Hands each record to the sink before its login is answered: for short-lived processes, which have no later. Whatever goes wrong, the login has succeeded.</summary>
internal sealed class DirectUsageWriter(IUsageSink sink, ILogger logger)
{
    public async ValueTask WriteAsync(UsageRecord record)
    {
        try
        {
            // Not cancellable: the login that it records has succeeded.
            await sink.WriteAsync(new[] { record }, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Log.UsageNotWritten(logger, record.Address, fault);
        }
    }
}
