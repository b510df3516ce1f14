using MailAuth.Accounts;
using MailAuth.StoreSpecification;

namespace MailAuth.Tests.Accounts;

/// <summary>The in-memory store against the contract.</summary>
public sealed class InMemoryAccountStoreSpecificationTests : AccountStoreSpecification
{
    protected override ValueTask<IAccountStore> CreateAsync(IReadOnlyList<Account> accounts)
    {
        InMemoryAccountStore store = [.. accounts];
        return new(store);
    }

    protected override ValueTask ReplaceAsync(IAccountStore store, IReadOnlyList<Account> accounts)
    {
        InMemoryAccountStore memory = (InMemoryAccountStore)store;
        foreach (Account gone in memory.Where(account => !accounts.Any(other => other.Address == account.Address)).ToList())
        {
            memory.Remove(gone.Address);
        }

        foreach (Account account in accounts)
        {
            memory.Set(account);
        }

        return default;
    }
}
