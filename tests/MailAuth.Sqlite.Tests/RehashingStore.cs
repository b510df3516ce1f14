using MailAuth.Accounts;

namespace MailAuth.Sqlite.Tests;

/// <summary>A SQLite store with something that happens between the verification of a password and the write of its new hash.</summary>
internal sealed class RehashingStore(SqliteAccountStore store, Func<ValueTask> beforeWrite) : IAccountStore, IAccountHashWriter
{
    private int replacements;

    /// <summary>How many hashes were replaced.</summary>
    public int Replacements => replacements;

    public ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken) => store.FindByAddressAsync(address, cancellationToken);

    public ValueTask<IReadOnlyList<Account>> FindByLegacyUsernameAsync(string bareUsername, string? domain, int limit, CancellationToken cancellationToken) =>
        store.FindByLegacyUsernameAsync(bareUsername, domain, limit, cancellationToken);

    public ValueTask<IReadOnlyList<Account>> FindByLocalPartAsync(string localPart, int limit, CancellationToken cancellationToken) =>
        store.FindByLocalPartAsync(localPart, limit, cancellationToken);

    public async ValueTask<bool> TryReplaceHashAsync(string address, string expectedHash, string newHash, CancellationToken cancellationToken)
    {
        await beforeWrite();
        bool replaced = await store.TryReplaceHashAsync(address, expectedHash, newHash, cancellationToken);
        Interlocked.Add(ref replacements, replaced ? 1 : 0);
        return replaced;
    }
}
