using MailAuth.Accounts;

namespace MailAuth.Tests.Accounts;

/// <summary>The scanned passwd-file that is written, against the contract.</summary>
public sealed class RehashingPasswdFileScanStoreSpecificationTests : PasswdFileSpecification
{
    protected override bool WritesHashes => true;

    protected override IAccountStore Open(string path) => PasswdFileScanStore.Open(path, new PasswdFileOptions { Rehash = true });
}
