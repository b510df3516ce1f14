using MailAuth.Accounts;
using MailAuth.StoreSpecification;

namespace MailAuth.StoreSpecification.Tests.Documentation;

// example
public sealed class MyStoreTests : AccountStoreSpecification
{
    protected override ValueTask<IAccountStore> CreateAsync(IReadOnlyList<Account> accounts)
    {
        InMemoryAccountStore mine = [.. accounts];
        return new(mine);
    }

    protected override ValueTask ReplaceAsync(IAccountStore store, IReadOnlyList<Account> accounts)
    {
        var mine = (InMemoryAccountStore)store;
        mine.ToList().ForEach(account => mine.Remove(account.Address));
        accounts.ToList().ForEach(mine.Set);
        return default;
    }
}
// end of the example
