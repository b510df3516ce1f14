using MailAuth.Accounts;
using MailAuth.StoreSpecification;

namespace MailAuth.Sqlite.Tests;

/// <summary>The SQLite store against the contract. Changes come through another store, as from another process.</summary>
public sealed class SqliteAccountStoreSpecificationTests : AccountStoreSpecification, IDisposable
{
    private readonly TemporaryDatabase file = new();

    private bool broken;

    public void Dispose()
    {
        if (broken)
        {
            Directory.Move(file.Directory + "-away", file.Directory);
        }

        file.Dispose();
    }

    protected override async ValueTask<IAccountStore> CreateAsync(IReadOnlyList<Account> accounts)
    {
        TimeSpan patient = TimeSpan.FromSeconds(30);
        await file.OpenStore(busyTimeout: patient).ImportAsync(accounts, TestContext.Current.CancellationToken);
        return file.OpenStore(busyTimeout: patient);
    }

    protected override async ValueTask ReplaceAsync(IAccountStore store, IReadOnlyList<Account> accounts)
    {
        SqliteAccountStore other = file.OpenStore();
        await foreach (Account account in other.ListAsync(TestContext.Current.CancellationToken))
        {
            await other.RemoveAsync(account.Address, TestContext.Current.CancellationToken);
        }

        await other.ImportAsync(accounts, TestContext.Current.CancellationToken);
    }

    protected override ValueTask<bool> BreakAsync(IAccountStore store)
    {
        Directory.Move(file.Directory, file.Directory + "-away");
        broken = true;
        return new(true);
    }
}
