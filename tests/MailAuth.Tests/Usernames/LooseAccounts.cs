using MailAuth.Accounts;

namespace MailAuth.Tests.Usernames;

/// <summary>A store whose database compares so loosely that it finds its account whatever is asked for.</summary>
internal sealed class LooseAccounts(Account account) : IAccountStore
{
    public ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken) => new(account);

    public ValueTask<IReadOnlyList<Account>> FindByLegacyUsernameAsync(string bareUsername, string? domain, int limit, CancellationToken cancellationToken) => new([account]);

    public ValueTask<IReadOnlyList<Account>> FindByLocalPartAsync(string localPart, int limit, CancellationToken cancellationToken) => new([account]);
}
