using MailAuth.Accounts;

namespace MailAuth.Tests.Accounts;

/// <summary>The indexed passwd-file against the contract.</summary>
public sealed class PasswdFileAccountStoreSpecificationTests : PasswdFileSpecification
{
    protected override IAccountStore Open(string path) => new PasswdFileAccountStore(path, new PasswdFileOptions { CheckInterval = TimeSpan.Zero });
}
