using MailAuth.Accounts;

namespace MailAuth.Tests.Accounts;

/// <summary>The indexed passwd-file that is written, against the contract.</summary>
public sealed class RehashingPasswdFileAccountStoreSpecificationTests : PasswdFileSpecification
{
    protected override bool WritesHashes => true;

    protected override IAccountStore Open(string path) => PasswdFileAccountStore.Open(path, new PasswdFileOptions { CheckInterval = TimeSpan.Zero, Rehash = true });
}
