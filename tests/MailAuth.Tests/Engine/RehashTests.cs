using MailAuth.Accounts;

namespace MailAuth.Tests.Engine;

/// <summary>Rehash through the whole engine: after success alone, never over a password that changed meanwhile, and a failed write fails no login.</summary>
public sealed class RehashTests
{
    [Fact]
    public async Task An_outdated_hash_is_replaced_at_its_owners_next_login()
    {
        await using var host = new EngineFixture();
        Assert.True((await host.LoginAsync("billig@domain.se")).IsAccepted);
        string stored = await StoredAsync(host.Accounts);
        Assert.StartsWith("{ARGON2ID}$argon2id$v=19$m=64,t=1,p=1$", stored, StringComparison.Ordinal);
        Assert.True((await host.LoginAsync("billig@domain.se")).IsAccepted);
        Assert.Equal(stored, await StoredAsync(host.Accounts));
    }

    [Fact]
    public async Task A_refused_login_replaces_nothing()
    {
        await using var host = new EngineFixture(now: EngineFixture.After);
        await host.LoginAsync("billig", EngineFixture.RightPassword);
        await host.LoginAsync("billig@domain.se", "wrong");
        Assert.StartsWith("{PLAIN}", await StoredAsync(host.Accounts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rehash_can_be_off_for_the_host_and_for_a_domain()
    {
        await using var off = new EngineFixture(options => options.Passwords.Rehash = false);
        await using var offForDomain = new EngineFixture(options => options.Passwords.NoRehashDomains.Add("Domain.SE"));
        foreach (EngineFixture host in new[] { off, offForDomain })
        {
            await host.LoginAsync("billig@domain.se");
            Assert.StartsWith("{PLAIN}", await StoredAsync(host.Accounts), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_password_that_changed_meanwhile_stays_changed()
    {
        await using var host = new EngineFixture(store: new ChangingStore());
        Assert.True((await host.LoginAsync("billig@domain.se")).IsAccepted);
        Assert.Equal("{PLAIN}changed", await StoredAsync(host.Store));
    }

    [Fact]
    public async Task A_failed_write_does_not_fail_the_login()
    {
        await using var host = new EngineFixture(store: new ChangingStore { Fault = new AccountStoreException("read-only") });
        Assert.True((await host.LoginAsync("billig@domain.se")).IsAccepted);
        Assert.Contains("read-only", host.Log, StringComparison.Ordinal);
    }

    private static async Task<string> StoredAsync(IAccountStore store) =>
        (await store.FindByAddressAsync("billig@domain.se", TestContext.Current.CancellationToken))!.PasswordHash!;

    /// <summary>A store whose password changes between the look-up and the write.</summary>
    private sealed class ChangingStore : IAccountStore, IAccountHashWriter
    {
        private readonly InMemoryAccountStore accounts = EngineFixture.ScenarioAccounts();

        public Exception? Fault { get; init; }

        public ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken) => accounts.FindByAddressAsync(address, cancellationToken);

        public ValueTask<IReadOnlyList<Account>> FindByLegacyUsernameAsync(string bareUsername, string? domain, int limit, CancellationToken cancellationToken) =>
            accounts.FindByLegacyUsernameAsync(bareUsername, domain, limit, cancellationToken);

        public ValueTask<IReadOnlyList<Account>> FindByLocalPartAsync(string localPart, int limit, CancellationToken cancellationToken) =>
            accounts.FindByLocalPartAsync(localPart, limit, cancellationToken);

        public async ValueTask<bool> TryReplaceHashAsync(string address, string expectedHash, string newHash, CancellationToken cancellationToken)
        {
            if (Fault is not null)
            {
                throw Fault;
            }

            await accounts.TryReplaceHashAsync(address, expectedHash, "{PLAIN}changed", cancellationToken);
            return await accounts.TryReplaceHashAsync(address, expectedHash, newHash, cancellationToken);
        }
    }
}
