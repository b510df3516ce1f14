using MailAuth.Accounts;

namespace MailAuth.Tests.Engine;

/// <summary>What a store that fails at the wrong moment may do to a login: nothing that is not a result or a cancellation.</summary>
public sealed class StoreTroubleTests
{
    [Fact]
    public async Task A_store_that_fails_because_the_login_was_cancelled_never_throws_its_own_exception()
    {
        using var cancellation = new CancellationTokenSource();
        await using var host = new EngineFixture(store: new TroubledStore { OnFind = () => { cancellation.Cancel(); throw new AccountStoreException("connection closed"); } });
        var attempt = new LoginAttempt("billig@domain.se", "wrong"u8.ToArray(), EngineFixture.Connection());
        Exception? thrown = await Record.ExceptionAsync(() => host.Engine.AuthenticateAsync(attempt, cancellation.Token).AsTask());
        Assert.True(thrown is null or OperationCanceledException, thrown?.ToString());
    }

    [Fact]
    public async Task A_store_that_never_answers_a_write_holds_up_a_login_for_the_stores_timeout_at_the_most()
    {
        await using var host = new EngineFixture(store: new TroubledStore());
        Task<LoginResult> login = host.LoginAsync("billig@domain.se").AsTask();
        Assert.False(login.IsCompleted);
        host.Clock.Advance(host.Options.StoreTimeout);
        Assert.True((await login).IsAccepted);
        Assert.Contains("could not be replaced", host.Log, StringComparison.Ordinal);
    }

    /// <summary>The scenario's accounts; its writes never end.</summary>
    private sealed class TroubledStore : IAccountStore, IAccountHashWriter
    {
        private readonly InMemoryAccountStore accounts = EngineFixture.ScenarioAccounts();

        public Action? OnFind { get; init; }

        public ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken)
        {
            OnFind?.Invoke();
            return accounts.FindByAddressAsync(address, cancellationToken);
        }

        public ValueTask<IReadOnlyList<Account>> FindByLegacyUsernameAsync(string bareUsername, string? domain, int limit, CancellationToken cancellationToken) =>
            accounts.FindByLegacyUsernameAsync(bareUsername, domain, limit, cancellationToken);

        public ValueTask<IReadOnlyList<Account>> FindByLocalPartAsync(string localPart, int limit, CancellationToken cancellationToken) =>
            accounts.FindByLocalPartAsync(localPart, limit, cancellationToken);

        public ValueTask<bool> TryReplaceHashAsync(string address, string expectedHash, string newHash, CancellationToken cancellationToken) =>
            new(new TaskCompletionSource<bool>().Task);
    }
}
