using MailAuth.Accounts;
using Microsoft.Extensions.Logging;

namespace MailAuth.Passwords;

/// <summary>Replaces an outdated hash after a successful login. Whatever goes wrong, the login has succeeded.</summary>
internal sealed class Rehasher(IAccountHashWriter writer, HashExecutor executor, TimeProvider timeProvider, ILogger logger)
{
    public async ValueTask RehashAsync(
        PasswordPolicy passwords, Account account, PasswordOutcome outcome, ReadOnlyMemory<byte> password, HashClient client, TimeSpan storeTimeout, CancellationToken cancellationToken)
    {
        try
        {
            if (await passwords.RehashAsync(account, outcome, password, executor, cancellationToken, client).ConfigureAwait(false) is { } newHash)
            {
                ValueTask<bool> writing = writer.TryReplaceHashAsync(account.Address, account.PasswordHash!, newHash, cancellationToken);
                bool replaced = writing.IsCompletedSuccessfully
                    ? writing.Result
                    : await writing.AsTask().WaitAsync(storeTimeout, timeProvider, cancellationToken).ConfigureAwait(false);
                if (replaced)
                {
                    EngineLog.Rehashed(logger, account.Address);
                }
                else
                {
                    EngineLog.RehashLate(logger, account.Address);
                }
            }
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            EngineLog.RehashFailed(logger, account.Address, fault);
        }
    }
}
