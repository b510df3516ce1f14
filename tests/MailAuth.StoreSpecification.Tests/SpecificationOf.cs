using MailAuth.Accounts;

namespace MailAuth.StoreSpecification.Tests;

/// <summary>The specification of a store of one kind, to be run by hand.</summary>
internal sealed class SpecificationOf<TStore> : AccountStoreSpecification
    where TStore : MemoryStore, new()
{
    protected override ValueTask<IAccountStore> CreateAsync(IReadOnlyList<Account> accounts)
    {
        TStore store = new();
        store.Replace(accounts);
        return new(store);
    }

    protected override ValueTask ReplaceAsync(IAccountStore store, IReadOnlyList<Account> accounts)
    {
        ((MemoryStore)store).Replace(accounts);
        return default;
    }

    protected override ValueTask<bool> BreakAsync(IAccountStore store)
    {
        ((MemoryStore)store).IsBroken = true;
        return new(true);
    }
}
