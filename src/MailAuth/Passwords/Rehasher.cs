using MailAuth.Accounts;
using Microsoft.Extensions.Logging;

namespace MailAuth.Passwords;

/// <summary>Replaces an outdated hash after a successful login (rule 17). Whatever goes wrong, the login has succeeded.</summary>
internal sealed class Rehasher(IAccountHashWriter writer, HashExecutor executor, ILogger logger)
{
    public async ValueTask RehashAsync(PasswordPolicy passwords, Account account, PasswordOutcome outcome, ReadOnlyMemory<byte> password, CancellationToken cancellationToken)
    {
        try
        {
            if (await passwords.RehashAsync(account, outcome, password, executor, cancellationToken).ConfigureAwait(false) is { } newHash)
            {
                bool replaced = await writer.TryReplaceHashAsync(account.Address, account.PasswordHash!, newHash, cancellationToken).ConfigureAwait(false);
                EngineLog.Rehashed(logger, account.Address, replaced);
            }
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            EngineLog.RehashFailed(logger, account.Address, fault);
        }
    }
}
