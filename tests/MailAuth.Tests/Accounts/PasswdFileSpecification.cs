using MailAuth.Accounts;
using MailAuth.StoreSpecification;

namespace MailAuth.Tests.Accounts;

/// <summary>A passwd-file against the contract: what it can't keep is declared.</summary>
public abstract class PasswdFileSpecification : AccountStoreSpecification, IDisposable
{
    private protected PasswdFileText File { get; } = new();

    protected override bool RecordsBareUsernames => false;

    protected override bool WritesHashes => false;

    protected override bool KeepsStatus => false;

    protected override bool KeepsSenderAddresses => false;

    protected override bool KeepsOverrides => false;

    protected override bool KeepsHashedUsername => false;

    protected override bool KeepsCreated => false;

    protected override bool KeepsBareUsernameLastUsed => false;

    protected override bool HoldsServiceIdentities => false;

    public void Dispose()
    {
        File.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override ValueTask<IAccountStore> CreateAsync(IReadOnlyList<Account> accounts)
    {
        File.Write([.. accounts.Select(PasswdFileText.Line)]);
        return new(Open(File.Path));
    }

    protected override ValueTask ReplaceAsync(IAccountStore store, IReadOnlyList<Account> accounts)
    {
        File.Write([.. accounts.Select(PasswdFileText.Line)]);
        return default;
    }

    protected override ValueTask<bool> BreakAsync(IAccountStore store)
    {
        File.Delete();
        return new(true);
    }

    protected abstract IAccountStore Open(string path);
}
