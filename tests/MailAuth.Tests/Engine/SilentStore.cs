using MailAuth.Accounts;

namespace MailAuth.Tests.Engine;

/// <summary>A store that never answers.</summary>
internal sealed class SilentStore : IAccountStore
{
    public ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken) => new(new TaskCompletionSource<Account?>().Task);

    public ValueTask<IReadOnlyList<Account>> FindByLegacyUsernameAsync(string bareUsername, string? domain, int limit, CancellationToken cancellationToken) =>
        new(new TaskCompletionSource<IReadOnlyList<Account>>().Task);

    public ValueTask<IReadOnlyList<Account>> FindByLocalPartAsync(string localPart, int limit, CancellationToken cancellationToken) =>
        new(new TaskCompletionSource<IReadOnlyList<Account>>().Task);
}
