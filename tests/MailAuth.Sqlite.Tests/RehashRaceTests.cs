using System.Collections.Concurrent;
using MailAuth.Accounts;
using MailAuth.Passwords;
using Microsoft.Extensions.Logging;

namespace MailAuth.Sqlite.Tests;

/// <summary>Rehash with the real engine and the real store: whatever happens between verification and write, the hash is one of the right ones and the login is accepted.</summary>
public sealed class RehashRaceTests : IDisposable
{
    private const int Kills = 20;

    private readonly TemporaryDatabase file = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task Two_logins_at_once_replace_an_outdated_hash_once_and_both_are_accepted()
    {
        using var bothAreThere = new CountdownEvent(2);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var store = new RehashingStore(await StoreAsync(TimeSpan.FromSeconds(5)), async () =>
        {
            if (bothAreThere.Signal())
            {
                go.SetResult();
            }

            await go.Task;
        });
        await using MailAuthenticator engine = RehashEngine.Over(store);

        LoginStatus[] answers = await Task.WhenAll(Task.Run(() => RehashEngine.LoginAsync(engine), Token), Task.Run(() => RehashEngine.LoginAsync(engine), Token));

        Assert.Equal([LoginStatus.Accepted, LoginStatus.Accepted], answers);
        Assert.Equal(1, store.Replacements);
        await AssertNewAsync();
    }

    [Fact]
    public async Task A_password_that_is_changed_between_verification_and_write_stays_changed()
    {
        SqliteAccountStore accounts = await StoreAsync();
        var store = new RehashingStore(accounts, () => accounts.SaveAsync(new Account(RehashEngine.Address, "{PLAIN}changed"), Token));
        await using MailAuthenticator engine = RehashEngine.Over(store);

        Assert.Equal(LoginStatus.Accepted, await RehashEngine.LoginAsync(engine));

        Assert.Equal(0, store.Replacements);
        Assert.Equal("{PLAIN}changed", await StoredAsync());
    }

    [Fact]
    public async Task A_store_that_is_read_only_keeps_its_hash_and_the_login_is_accepted_and_logged()
    {
        await StoreAsync();
        using var log = new RecordingLoggerFactory();
        await using MailAuthenticator engine = RehashEngine.Over(file.OpenStore(readOnly: true), loggerFactory: log);

        Assert.Equal(LoginStatus.Accepted, await RehashEngine.LoginAsync(engine));

        Assert.Equal(RehashEngine.Outdated, await StoredAsync());
        Assert.Contains(1607, log.EventIds);
    }

    [Fact]
    public async Task A_store_that_is_busy_keeps_its_hash_and_the_login_is_accepted_and_logged()
    {
        await StoreAsync();
        using var log = new RecordingLoggerFactory();
        await using MailAuthenticator engine = RehashEngine.Over(file.OpenStore(), loggerFactory: log);
        using var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file.File};Pooling=False");
        other.Open();
        using (Microsoft.Data.Sqlite.SqliteTransaction writing = other.BeginTransaction(deferred: false))
        {
            Assert.Equal(LoginStatus.Accepted, await RehashEngine.LoginAsync(engine));
        }

        Assert.Equal(RehashEngine.Outdated, await StoredAsync());
        Assert.Contains(1607, log.EventIds);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_process_that_is_killed_between_verification_and_write_leaves_one_of_the_right_hashes()
    {
        for (int i = 0; i < Kills; i++)
        {
            bool beforeTheWrite = i % 2 == 0;
            await StoreAsync();

            await RehashProcess.RunAndKillAsync(file.File, beforeTheWrite, TestContext.Current.CancellationToken);

            string stored = await StoredAsync();
            if (beforeTheWrite)
            {
                Assert.Equal(RehashEngine.Outdated, stored);
            }
            else if (stored != RehashEngine.Outdated)
            {
                await AssertNewAsync();
            }

            await using MailAuthenticator engine = RehashEngine.Over(file.OpenStore(), rehash: false);
            Assert.Equal(LoginStatus.Accepted, await RehashEngine.LoginAsync(engine));
            Assert.Equal(LoginStatus.Rejected, await RehashEngine.LoginAsync(engine, "wrong"));
        }
    }

    private async Task<SqliteAccountStore> StoreAsync(TimeSpan busyTimeout = default)
    {
        SqliteAccountStore store = file.OpenStore(busyTimeout: busyTimeout);
        await store.SaveAsync(new Account(RehashEngine.Address, RehashEngine.Outdated), Token);
        return store;
    }

    private async Task<string> StoredAsync() => (await file.OpenStore().FindByAddressAsync(RehashEngine.Address, Token))!.PasswordHash!;

    private async Task AssertNewAsync()
    {
        string stored = await StoredAsync();
        Assert.StartsWith("{ARGON2ID}$argon2id$v=19$m=64,t=1,p=1$", stored, StringComparison.Ordinal);
        Assert.Equal(PasswordCheckResult.Match, new PasswordVerifier().Verify(stored, "secret"u8).Result);
    }

    private sealed class RecordingLoggerFactory : ILoggerFactory, ILogger
    {
        private readonly ConcurrentQueue<int> eventIds = [];

        public IReadOnlyCollection<int> EventIds => eventIds;

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => eventIds.Enqueue(eventId.Id);

        public void Dispose()
        {
        }
    }
}
