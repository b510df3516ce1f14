using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.Passwords;
using MailAuth.Replies;
using Microsoft.Extensions.Time.Testing;

namespace MailAuth.Tests.Engine;

/// <summary>Every refusal says the same bytes and does the same hash work, through the whole engine.</summary>
public sealed class RefusalTests
{
    public static TheoryData<string, string, LoginReason> Refused => new()
    {
        { "kalle@domain.se", "wrong", LoginReason.WrongPassword },
        { "billig@domain.se", "wrong", LoginReason.WrongPassword },
        { "nobody@domain.se", "wrong", LoginReason.UnknownAccount },
        { "nobody@elsewhere.se", "wrong", LoginReason.UnknownAccount },
        { "kalle", "wrong", LoginReason.AmbiguousUsername },
        { "gammal@domain.se", EngineFixture.RightPassword, LoginReason.AccountDisabled },
        { "gammal@domain.se", "wrong", LoginReason.AccountDisabled },
        { "trasig@domain.se", "wrong", LoginReason.UnusableHash },
        { "okand@domain.se", "wrong", LoginReason.UnusableHash },
        { "utan@domain.se", "wrong", LoginReason.UnusableHash },
        { "kontor@domain.se", EngineFixture.RightPassword, LoginReason.NetworkNotAllowed },
        { "kontor@domain.se", "wrong", LoginReason.WrongPassword },
        { "a..b@domain.se", "wrong", LoginReason.InvalidUsername },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Every_refusal_looks_alike_and_costs_alike(string username, string password, LoginReason reason)
    {
        await using var host = new EngineFixture();
        LoginResult result = await host.LoginAsync(username, password);
        Assert.Equal(reason, result.Reason);
        Assert.Equal(WireOf(LoginStatus.Rejected), Wire(result));
        await host.LoginAsync("nobody@domain.se", "wrong");
        HashCost decoy = Assert.Single(host.Operations);
        await host.LoginAsync(username, password);
        Assert.Equal([decoy], host.Operations);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task With_the_queue_full_every_refusal_is_unavailable_alike(string username, string password, LoginReason reason)
    {
        await using var host = new EngineFixture(options => options.Passwords.Executor = new() { Threads = 1, QueueLength = 0 });
        using HashQueueFiller busy = HashQueueFiller.Fill(host.Engine.Executor);
        LoginResult result = await host.LoginAsync(username, password);
        Assert.NotEqual(LoginReason.None, reason);
        Assert.Equal(WireOf(LoginStatus.TemporarilyUnavailable), Wire(result));
        Assert.Equal(LoginReason.HashQueueFull, result.Reason);
        Assert.Empty(host.Operations);
    }

    [Fact]
    public async Task Without_a_queue_the_answer_does_not_tell_how_much_memory_the_accounts_hash_takes()
    {
        await using var host = new EngineFixture(options => options.Passwords.Executor = new() { Threads = 2, QueueLength = 0, MemoryMiB = 1 });
        string dearer = new PasswordVerifier(new PasswordOptions { Argon2 = new() { MemoryKiB = 1024, Passes = 1, Lanes = 1 } }).Hash("x"u8);
        host.Accounts.Add(new Account("dyr@domain.se", dearer));
        Task<LoginResult> login;
        using (HashQueueFiller.Fill(host.Engine.Executor))
        {
            Assert.Equal(LoginStatus.Rejected, (await host.LoginAsync("nobody@domain.se", "wrong")).Status);
            login = host.LoginAsync("dyr@domain.se", "wrong").AsTask();
        }

        Assert.Equal(LoginStatus.Rejected, (await login).Status);
    }

    [Theory]
    [InlineData("kalle@domain.se")]
    [InlineData("nobody@domain.se")]
    [InlineData("kalle")]
    public async Task What_no_password_can_be_is_refused_before_any_look_up_and_any_hash(string username)
    {
        var store = new FaultyStore(new InvalidOperationException("never asked"));
        await using var host = new EngineFixture(store: store);
        foreach (byte[] password in new byte[][] { [], [0], [(byte)'a', 0, (byte)'b'], new byte[1025].Select(_ => (byte)'a').ToArray() })
        {
            LoginResult result = await host.LoginAsync(username, password);
            Assert.Equal(LoginReason.InvalidPassword, result.Reason);
            Assert.Equal(WireOf(LoginStatus.Rejected), Wire(result));
            Assert.Empty(host.Operations);
            Assert.Equal(0, store.Calls);
        }
    }

    [Fact]
    public async Task A_store_that_throws_is_unavailable_and_never_a_wrong_password()
    {
        await using var host = new EngineFixture(store: new FaultyStore(new InvalidOperationException("the disk is gone")));
        LoginResult result = await host.LoginAsync("kalle@domain.se", "wrong");
        Assert.Equal((LoginStatus.TemporarilyUnavailable, LoginReason.StoreUnavailable), (result.Status, result.Reason));
        Assert.Equal("NO [UNAVAILABLE]", MailReplies.Imap(result).ToString()[..16]);
        Assert.Contains("the disk is gone", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_in_time_is_unavailable()
    {
        await using var host = new EngineFixture(store: new SilentStore());
        Task<LoginResult> login = host.LoginAsync("kalle@domain.se").AsTask();
        Assert.False(login.IsCompleted);
        host.Clock.Advance(host.Options.StoreTimeout);
        Assert.Equal(LoginReason.StoreUnavailable, (await login).Reason);
    }

    [Fact]
    public async Task A_new_store_timeout_holds_for_the_throttle_too()
    {
        var clock = new FakeTimeProvider(EngineFixture.Before);
        await using var engine = new MailAuthenticator(
            new MailAuthOptions { StoreTimeout = TimeSpan.FromMinutes(1) }, new InMemoryAccountStore { { "kalle@domain.se", "{PLAIN}sommar" } }, timeProvider: clock, throttleStore: new SilentThrottleStore());
        engine.Apply(MailAuthPolicy.Create(new MailAuthOptions { StoreTimeout = TimeSpan.FromSeconds(1) }));
        Task<LoginResult> login = engine.AuthenticateAsync(new LoginAttempt("kalle@domain.se", "sommar"u8.ToArray(), new LoginConnection { Tls = true }), TestContext.Current.CancellationToken).AsTask();
        Assert.False(login.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await login).IsAccepted);
    }

    [Fact]
    public async Task Each_reading_of_a_password_is_one_operation_whoever_is_asked_for()
    {
        await using var host = new EngineFixture(options => options.Passwords.ReadWindows1252 = true);
        foreach ((string password, int readings) in new[] { ("ascii", 1), ("räksmörgås", 2) })
        {
            foreach (string username in new[] { "kalle@domain.se", "billig@domain.se", "nobody@domain.se", "gammal@domain.se", "okand@domain.se" })
            {
                await host.LoginAsync(username, password);
                Assert.Equal((username, password, readings), (username, password, host.Operations.Count));
            }
        }
    }

    /// <summary>All that a client may see, in every protocol.</summary>
    private static string Wire(LoginResult result) =>
        string.Join('\n', MailReplies.Smtp(result), MailReplies.Imap(result), MailReplies.Imap(result).Alert, MailReplies.Pop3(result), MailReplies.CheckPassword(result, "imap"), MailReplies.CheckPassword(result, "smtp"));

    private static string WireOf(LoginStatus status) => Wire(new LoginResult { Status = status });
}
