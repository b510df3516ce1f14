using MailAuth.Accounts;

namespace MailAuth.StoreSpecification.Tests;

/// <summary>A plain store that keeps the contract; each broken store below breaks one promise of it.</summary>
internal class MemoryStore : IAccountStore, IAccountHashWriter
{
    private readonly Lock gate = new();

    public List<Account> Accounts { get; private set; } = [];

    public bool IsBroken { get; set; }

    public void Replace(IEnumerable<Account> accounts)
    {
        lock (gate)
        {
            Accounts = [.. accounts];
        }
    }

    public virtual ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken) =>
        new(All(cancellationToken).Find(account => account.Address == address));

    public virtual ValueTask<IReadOnlyList<Account>> FindByLegacyUsernameAsync(string bareUsername, string? domain, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return new([.. All(cancellationToken).Where(account => account.BareUsernames?.Contains(bareUsername) == true && (domain is null || DomainOf(account) == domain)).Take(limit)]);
    }

    public virtual ValueTask<IReadOnlyList<Account>> FindByLocalPartAsync(string localPart, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return new([.. All(cancellationToken).Where(account => DomainOf(account) is { } domain && account.Address == $"{localPart}@{domain}").Take(limit)]);
    }

    public virtual ValueTask<bool> TryReplaceHashAsync(string address, string expectedHash, string newHash, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            Account? account = All(cancellationToken).Find(one => one.Address == address && one.PasswordHash == expectedHash);
            return new(account is not null && Put(account, newHash));
        }
    }

    protected static string? DomainOf(Account account)
    {
        int at = account.Address.LastIndexOf('@');
        return at < 0 ? null : account.Address[(at + 1)..];
    }

    protected List<Account> All(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return IsBroken ? throw new AccountStoreException("broken") : Accounts;
    }

    protected bool Put(Account account, string newHash)
    {
        lock (gate)
        {
            // The specification reads nothing after a replaced hash but these.
            Account changed = new(account.Address, newHash) { BareUsernames = account.BareUsernames, Home = account.Home };
            Accounts = [.. Accounts.Select(one => one.Address == account.Address ? changed : one)];
            return true;
        }
    }
}
