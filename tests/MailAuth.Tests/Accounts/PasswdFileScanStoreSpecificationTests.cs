using MailAuth.Accounts;

namespace MailAuth.Tests.Accounts;

/// <summary>The scanned passwd-file against the contract.</summary>
public sealed class PasswdFileScanStoreSpecificationTests : PasswdFileSpecification
{
    protected override IAccountStore Open(string path) => new PasswdFileScanStore(path);
}
