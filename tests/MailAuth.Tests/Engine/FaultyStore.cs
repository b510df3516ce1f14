using MailAuth.Accounts;

namespace MailAuth.Tests.Engine;

/// <summary>A store that fails, and counts how often it was asked.</summary>
internal sealed class FaultyStore(Exception fault) : IAccountStore
{
    public int Calls { get; private set; }

    public ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken) => Fail<Account?>();

    public ValueTask<IReadOnlyList<Account>> FindByLegacyUsernameAsync(string bareUsername, string? domain, int limit, CancellationToken cancellationToken) => Fail<IReadOnlyList<Account>>();

    public ValueTask<IReadOnlyList<Account>> FindByLocalPartAsync(string localPart, int limit, CancellationToken cancellationToken) => Fail<IReadOnlyList<Account>>();

    private ValueTask<T> Fail<T>()
    {
        Calls++;
        throw fault;
    }
}
