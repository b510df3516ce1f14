using MailAuth.Accounts;

namespace MailAuth.Tests.Usernames;

/// <summary>A store over a list, which gives what it has in that order.</summary>
internal sealed class ListedAccounts(params Account[] accounts) : IAccountStore
{
    public ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken) =>
        new(accounts.FirstOrDefault(account => account.Address == address));

    public ValueTask<IReadOnlyList<Account>> FindByLegacyUsernameAsync(string bareUsername, string? domain, int limit, CancellationToken cancellationToken) =>
        new([.. accounts.Where(account => account.BareUsernames?.Contains(bareUsername) == true && (domain is null || account.Address.EndsWith("@" + domain, StringComparison.Ordinal))).Take(limit)]);

    public ValueTask<IReadOnlyList<Account>> FindByLocalPartAsync(string localPart, int limit, CancellationToken cancellationToken) =>
        new([.. accounts.Where(account => account.Address.StartsWith(localPart + "@", StringComparison.Ordinal)).Take(limit)]);
}
