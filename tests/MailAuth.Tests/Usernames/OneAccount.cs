using MailAuth.Accounts;

namespace MailAuth.Tests.Usernames;

/// <summary>A store with one account, which allocates nothing.</summary>
internal sealed class OneAccount(Account account) : IAccountStore
{
    public ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken) => new(account.Address == address ? account : null);

    public ValueTask<IReadOnlyList<Account>> FindByLegacyUsernameAsync(string bareUsername, string? domain, int limit, CancellationToken cancellationToken) => new([]);

    public ValueTask<IReadOnlyList<Account>> FindByLocalPartAsync(string localPart, int limit, CancellationToken cancellationToken) => new([]);
}
