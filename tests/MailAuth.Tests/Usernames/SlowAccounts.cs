using MailAuth.Accounts;

namespace MailAuth.Tests.Usernames;

/// <summary>A store that never answers at once.</summary>
internal sealed class SlowAccounts(IAccountStore store) : IAccountStore
{
    public async ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return await store.FindByAddressAsync(address, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<Account>> FindByLegacyUsernameAsync(string bareUsername, string? domain, int limit, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return await store.FindByLegacyUsernameAsync(bareUsername, domain, limit, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<Account>> FindByLocalPartAsync(string localPart, int limit, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return await store.FindByLocalPartAsync(localPart, limit, cancellationToken);
    }
}
