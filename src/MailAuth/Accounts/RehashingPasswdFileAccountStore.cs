using MailAuth.Usernames;
using Microsoft.Extensions.Logging;

namespace MailAuth.Accounts;

/// <summary>A <see cref="PasswdFileAccountStore"/> that replaces hashes.</summary>
internal sealed class RehashingPasswdFileAccountStore(string path, PasswdFileOptions options, UsernameNormalizer? normalizer, TimeProvider? timeProvider, ILogger? logger)
    : PasswdFileAccountStore(path, options, normalizer, timeProvider, logger, writes: true), IAccountHashWriter
{
    private readonly PasswdFileHashWriter writer = new(Path.GetFullPath(path), timeProvider ?? TimeProvider.System);

    /// <inheritdoc/>
    public ValueTask<bool> TryReplaceHashAsync(string address, string expectedHash, string newHash, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(expectedHash);
        ArgumentNullException.ThrowIfNull(newHash);
        return writer.ReplaceAsync(file => Replace(file, address, expectedHash, newHash, cancellationToken), cancellationToken);
    }
}
