using MailAuth.Accounts;

namespace MailAuth.Tests.Usernames;

/// <summary>A store that can't answer.</summary>
internal sealed class BrokenAccounts : IAccountStore
{
    public ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken) => throw new AccountStoreException("out of order");

    public ValueTask<IReadOnlyList<Account>> FindByLegacyUsernameAsync(string bareUsername, string? domain, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromException<IReadOnlyList<Account>>(new AccountStoreException("out of order"));

    public ValueTask<IReadOnlyList<Account>> FindByLocalPartAsync(string localPart, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromException<IReadOnlyList<Account>>(new AccountStoreException("out of order"));
}
