using CsCheck;
using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.Replies;
using MailAuth.Throttling;
using Microsoft.Extensions.Time.Testing;

namespace MailAuth.Tests.Engine;

/// <summary>The throttle through the engine: who is held up, what a held-up login costs and says, and that nobody learns from it who exists.</summary>
public sealed class ThrottleTests : IAsyncDisposable
{
    private readonly EngineFixture fixture = new(LongLived, throttled: true);

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Theory]
    [InlineData("kalle@domain.se")]
    [InlineData("billig@domain.se")] // a cheap hash
    [InlineData("gammal@domain.se")] // disabled
    [InlineData("trasig@domain.se")] // an unusable hash
    [InlineData("nobody@domain.se")]
    [InlineData("kalle")] // ambiguous without a server name
    public async Task After_ten_guesses_a_name_is_temporarily_unavailable_in_its_network_and_costs_nothing_whether_or_not_it_exists(string username)
    {
        int guesses = 0;
        while ((await fixture.LoginAsync(username, $"guess {guesses}")).Status == LoginStatus.Rejected)
        {
            Assert.NotEmpty(fixture.Operations);
            guesses++;
        }

        // Of a password a few bits are remembered: one in eighty passes for one of the last three.
        Assert.InRange(guesses, 10, 12);
        LoginResult held = await fixture.LoginAsync(username);
        Assert.Equal((LoginStatus.TemporarilyUnavailable, LoginReason.Throttled, "throttle.nameAndNetwork", TimeSpan.FromSeconds(5)), (held.Status, held.Reason, held.Rule, held.Delay));
        Assert.Empty(fixture.Operations);
        Assert.Null(held.Account);
        Assert.Equal(MailReplies.Smtp(ReplyKind.TemporarilyUnavailable), MailReplies.Smtp(held));
        Assert.Equal(LoginReason.Throttled, (await fixture.LoginAsync(username, "wrong")).Reason);
        Assert.NotEqual(LoginReason.Throttled, (await fixture.LoginAsync(username, "wrong", EngineFixture.Connection(remote: "203.0.113.1"))).Reason);
    }

    [Fact]
    public async Task Failures_are_answered_later_and_later_and_a_login_at_once()
    {
        for (int i = 0; i < 8; i++)
        {
            LoginResult guess = await fixture.LoginAsync("kalle@domain.se", $"wrong{i}");
            Assert.Equal(i switch { < 5 => 0, < 7 => 1.25, _ => 2.5 }, guess.Delay.TotalSeconds);
        }

        LoginResult right = await fixture.LoginAsync("kalle@domain.se");
        Assert.Equal((true, TimeSpan.Zero), (right.IsAccepted, right.Delay));

        // Whoever guesses beside the owner wins nothing by the owner's login.
        Assert.Equal(5, (await fixture.LoginAsync("kalle@domain.se", "wrong again")).Delay.TotalSeconds);
    }

    [Fact]
    public async Task A_phone_with_yesterdays_password_is_answered_like_the_first_time_for_ever_and_costs_a_hash_each_time()
    {
        for (int i = 0; i < 200; i++)
        {
            LoginResult result = await fixture.LoginAsync("kalle@domain.se", "yesterday's");
            Assert.Equal((LoginReason.WrongPassword, TimeSpan.Zero), (result.Reason, result.Delay));
            Assert.Single(fixture.Operations);
        }

        Assert.True((await fixture.LoginAsync("kalle@domain.se")).IsAccepted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_right_password_in_a_closed_form_never_counts(bool tls)
    {
        fixture.Clock.SetUtcNow(EngineFixture.After);
        LoginConnection connection = EngineFixture.Connection(tls, "mail.domain.se");
        for (int i = 0; i < 200; i++)
        {
            LoginResult old = await fixture.LoginAsync("kalle", connection: connection);
            Assert.Equal((LoginReason.BareUsernameClosed, TimeSpan.Zero), (old.Reason, old.Delay));
        }

        Assert.True((await fixture.LoginAsync("kalle@domain.se", connection: connection)).IsAccepted);
    }

    [Fact]
    public async Task What_the_store_fails_at_is_given_back_and_a_login_that_is_cancelled_counts_as_it_may_have_been_a_guess()
    {
        await using var faulty = new EngineFixture(LongLived, new FaultyStore(new AccountStoreException("gone")), throttled: true);
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(LoginReason.StoreUnavailable, (await faulty.LoginAsync("kalle@domain.se", $"wrong{i}")).Reason);
        }

        await using var silent = new EngineFixture(LongLived, new SilentStore(), throttled: true);
        for (int i = 0; i < 12; i++)
        {
            using var cancel = new CancellationTokenSource();
            Task<LoginResult> login = silent.Engine.AuthenticateAsync(new LoginAttempt("kalle@domain.se", System.Text.Encoding.ASCII.GetBytes($"wrong{i}"), EngineFixture.Connection()), cancel.Token).AsTask();
            await cancel.CancelAsync();
            if (i < 10)
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => login);
            }
            else if (i == 11)
            {
                Assert.Equal(LoginReason.Throttled, (await login).Reason);
            }
        }
    }

    [Fact]
    public async Task With_the_queue_full_a_cheap_hash_is_no_oracle_without_a_limit()
    {
        await using var busy = new EngineFixture(options => (options.Passwords.Executor.Inline, options.Passwords.Executor.Threads, options.Passwords.Executor.QueueLength) = (false, 1, 0), throttled: true);
        using var filler = HashQueueFiller.Fill(busy.Engine.Executor);
        int looked = 0;
        for (int i = 0; i < 100; i++)
        {
            looked += (await busy.LoginAsync("billig@domain.se", $"guess {i}")).Reason == LoginReason.HashQueueFull ? 1 : 0;
        }

        Assert.InRange(looked, 10, 13);
        Assert.Equal(LoginReason.Throttled, (await busy.LoginAsync("billig@domain.se")).Reason);
    }

    [Fact]
    public async Task What_no_password_can_be_is_no_guess()
    {
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(LoginReason.InvalidPassword, (await fixture.LoginAsync("kalle@domain.se", "")).Reason);
        }

        Assert.True((await fixture.LoginAsync("kalle@domain.se")).IsAccepted);
    }

    [Fact]
    public async Task It_can_be_switched_off_and_on_by_a_reload()
    {
        MailAuthOptions options = fixture.Options;
        options.Throttle.Enabled = false;
        fixture.Engine.Apply(MailAuthPolicy.Create(options));
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(LoginReason.WrongPassword, (await fixture.LoginAsync("kalle@domain.se", $"wrong{i}")).Reason);
        }

        options.Throttle.Enabled = true;
        options.Throttle.NameAndNetwork = new GuessLimitOptions(2, TimeSpan.FromMinutes(1));
        fixture.Engine.Apply(MailAuthPolicy.Create(options));
        LoginReason[] reasons = [(await fixture.LoginAsync("kalle@domain.se", "a1")).Reason, (await fixture.LoginAsync("kalle@domain.se", "a2")).Reason, (await fixture.LoginAsync("kalle@domain.se", "a3")).Reason];
        Assert.Equal([LoginReason.WrongPassword, LoginReason.WrongPassword, LoginReason.Throttled], reasons);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_throttle_store_that_fails_locks_nobody_out_and_is_told(bool later)
    {
        var broken = new BrokenThrottleStore(later);
        await using var engine = new MailAuthenticator(EngineFixture.ScenarioOptions(), EngineFixture.ScenarioAccounts(), timeProvider: fixture.Clock, loggerFactory: fixture.Logs, throttleStore: broken);
        var attempt = new LoginAttempt("kalle@domain.se", System.Text.Encoding.UTF8.GetBytes(EngineFixture.RightPassword), EngineFixture.Connection());
        Assert.True((await engine.AuthenticateAsync(attempt, TestContext.Current.CancellationToken)).IsAccepted);
        Assert.Contains("1700 The throttle store failed", fixture.Log, StringComparison.Ordinal);
    }

    /// <summary>The same attempts against a host that has the accounts and one that has none: the throttle's answers are the same, over spellings, server names, networks and times.</summary>
    [Fact]
    public async Task Its_answers_do_not_depend_on_whether_the_account_exists()
    {
        Gen<(string, string?, string, int, int)> attempt = Gen.Select(
            Gen.OneOf(((string[])["kalle@domain.se", "KALLE@Domain.SE", " kalle@domain.se.", "kalle", "Kalle", "\"kalle\"@domain.se", "anna", "anna@domain.se", "kalle@kund.se", "kalle+x@domain.se"]).Select(Gen.Const).ToArray()),
            Gen.OneOf(((string?[])[null, "mail.domain.se", "mail.kund.se", "MAIL.domain.se", "other.example"]).Select(Gen.Const).ToArray()),
            Gen.OneOf(((string[])["192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2"]).Select(Gen.Const).ToArray()),
            Gen.Int[0, 40],
            Gen.Int[0, 90]);
        await attempt.Array[1, 120].SampleAsync(
            async attempts =>
            {
                await using MailAuthenticator with = Engine(EngineFixture.ScenarioAccounts(), out FakeTimeProvider withClock);
                await using MailAuthenticator without = Engine([], out FakeTimeProvider withoutClock);
                foreach ((string username, string? serverName, string remote, int password, int seconds) in attempts)
                {
                    withClock.Advance(TimeSpan.FromSeconds(seconds));
                    withoutClock.Advance(TimeSpan.FromSeconds(seconds));
                    var login = new LoginAttempt(username, System.Text.Encoding.ASCII.GetBytes($"wrong{password}"), EngineFixture.Connection(serverName: serverName, remote: remote));
                    LoginResult one = await with.AuthenticateAsync(login), other = await without.AuthenticateAsync(login);
                    if ((one.Status, one.Reason == LoginReason.Throttled, one.Delay) != (other.Status, other.Reason == LoginReason.Throttled, other.Delay))
                    {
                        return false;
                    }
                }

                return true;
            },
            iter: 300);
    }

    private static void LongLived(MailAuthOptions options) => options.Passwords.Executor.Inline = false;

    private static MailAuthenticator Engine(InMemoryAccountStore accounts, out FakeTimeProvider clock)
    {
        clock = new FakeTimeProvider(EngineFixture.Before);
        MailAuthOptions options = EngineFixture.ScenarioOptions();
        options.Usernames.SubAddressSeparator = "+";
        return new MailAuthenticator(options, accounts, timeProvider: clock, throttleStore: new FixedSecretStore(clock));
    }
}
