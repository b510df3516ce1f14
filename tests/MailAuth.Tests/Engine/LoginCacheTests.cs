using System.Net;
using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.Passwords;

namespace MailAuth.Tests.Engine;

/// <summary>The cache of verified logins through the engine: a verified login costs no second hash, and everything that may change between two logins is decided again.</summary>
public sealed class LoginCacheTests : IAsyncDisposable
{
    private const string Anna = "anna@domain.se";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private readonly EngineFixture host = new(Cached);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_verified_login_costs_no_second_hash_in_either_form_and_is_answered_and_recorded_as_the_first()
    {
        LoginResult first = await host.LoginAsync(Anna);
        Assert.Single(host.Operations);
        foreach (string username in new[] { Anna, "anna", "ANNA@domain.se" })
        {
            LoginResult again = await host.LoginAsync(username);
            Assert.Equal((LoginStatus.Accepted, LoginReason.Accepted, Anna), (again.Status, again.Reason, again.Account!.Address));
            Assert.Empty(host.Operations);
        }

        Assert.Equal((LoginStatus.Accepted, LoginReason.Accepted), (first.Status, first.Reason));
        await host.Engine.DisposeAsync();
        Assert.Equal(4, host.Usage.Snapshot().Count);
    }

    [Fact]
    public async Task Without_the_option_and_in_a_short_lived_process_every_login_costs_its_hash()
    {
        await using var off = new EngineFixture(static options => options.Passwords.Executor.Inline = false);
        await using var shortLived = new EngineFixture(static options => options.Passwords.Cache.Lifetime = Lifetime);
        foreach (EngineFixture other in new[] { off, shortLived })
        {
            for (int i = 0; i < 3; i++)
            {
                Assert.True((await other.LoginAsync(Anna)).IsAccepted);
                Assert.Single(other.Operations);
            }
        }
    }

    [Fact]
    public async Task A_wrong_password_is_never_remembered_and_never_helped_by_the_right_one()
    {
        await host.LoginAsync(Anna);
        foreach (string wrong in new[] { "sommar2008", EngineFixture.RightPassword + "x", EngineFixture.RightPassword[..^1], "Sommar2009" })
        {
            for (int i = 0; i < 2; i++)
            {
                Assert.Equal(LoginReason.WrongPassword, (await host.LoginAsync(Anna, wrong)).Reason);
                Assert.Single(host.Operations);
            }
        }
    }

    [Fact]
    public async Task A_changed_hash_is_refused_at_once()
    {
        await host.LoginAsync(Anna);
        host.Accounts.Set(new Account(Anna, EngineFixture.Hash("host2009")));
        Assert.Equal(LoginReason.WrongPassword, (await host.LoginAsync(Anna)).Reason);
        Assert.Single(host.Operations);
        Assert.True((await host.LoginAsync(Anna, "host2009")).IsAccepted);
        Assert.Single(host.Operations);
    }

    [Theory]
    [InlineData("{ARGON2ID}")]
    [InlineData("{NOSUCHSCHEME}abc")]
    [InlineData("*")]
    public async Task A_hash_that_became_unusable_is_refused_at_once(string stored)
    {
        await host.LoginAsync(Anna);
        host.Accounts.Set(new Account(Anna, stored));
        Assert.Equal(LoginReason.UnusableHash, (await host.LoginAsync(Anna)).Reason);
        Assert.Single(host.Operations);
    }

    [Fact]
    public async Task A_hash_that_new_limits_refuse_is_refused_at_once()
    {
        var dearer = new PasswordVerifier(new PasswordOptions { Argon2 = new() { MemoryKiB = 256, Passes = 1, Lanes = 1 } });
        host.Accounts.Set(new Account(Anna, dearer.Hash(System.Text.Encoding.UTF8.GetBytes(EngineFixture.RightPassword))));
        Assert.True((await host.LoginAsync(Anna)).IsAccepted);
        Reload(static options => options.Passwords.Limits.Argon2MemoryKiB = 128);
        Assert.Equal(LoginReason.UnusableHash, (await host.LoginAsync(Anna)).Reason);
    }

    [Fact]
    public async Task A_disabled_and_a_removed_account_are_refused_at_once()
    {
        string hash = EngineFixture.Hash();
        host.Accounts.Set(new Account(Anna, hash));
        await host.LoginAsync(Anna);
        host.Accounts.Set(new Account(Anna, hash) { Status = AccountStatus.Disabled });
        Assert.Equal(LoginReason.AccountDisabled, (await host.LoginAsync(Anna)).Reason);
        Assert.Single(host.Operations);

        host.Accounts.Remove(Anna);
        Assert.Equal(LoginReason.UnknownAccount, (await host.LoginAsync(Anna)).Reason);
        Assert.Single(host.Operations);

        host.Accounts.Set(new Account(Anna, hash));
        Assert.True((await host.LoginAsync(Anna)).IsAccepted);
        Assert.Empty(host.Operations);
    }

    [Fact]
    public async Task Changed_networks_and_a_login_that_is_switched_off_are_refused_at_once()
    {
        string hash = EngineFixture.Hash();
        host.Accounts.Set(new Account(Anna, hash));
        await host.LoginAsync(Anna);
        host.Accounts.Set(new Account(Anna, hash) { AllowedNetworks = [IPNetwork.Parse("192.0.2.0/24")] });
        Assert.Equal(LoginReason.NetworkNotAllowed, (await host.LoginAsync(Anna)).Reason);
        Assert.Single(host.Operations);

        host.Accounts.Set(new Account(Anna, hash) { ExtraFields = new Dictionary<string, string> { ["nologin"] = "" } });
        Assert.Equal((LoginReason.LoginSwitchedOff, LoginNotice.LoginSwitchedOff), await Told(Anna));
        Assert.Empty(host.Operations);
    }

    [Fact]
    public async Task Another_authorization_identity_is_refused_at_once()
    {
        await host.LoginAsync(Anna);
        LoginResult result = await host.LoginAsync(Anna, authzid: "kalle@domain.se");
        Assert.Equal((LoginStatus.Rejected, LoginReason.AuthorizationIdentityMismatch), (result.Status, result.Reason));
    }

    [Fact]
    public async Task A_closed_form_is_refused_at_once_and_a_thousand_old_programs_that_send_it_cost_one_hash()
    {
        host.Clock.SetUtcNow(EngineFixture.After);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal((LoginReason.BareUsernameClosed, LoginNotice.UseFullAddress), await Told("anna"));
            Assert.Equal(i == 0 ? 1 : 0, host.Operations.Count);
        }

        Assert.True((await host.LoginAsync(Anna)).IsAccepted);
        Assert.Empty(host.Operations);
    }

    [Theory]
    [InlineData("2009-09-07T10:00:00+02:00", false, LoginReason.BareUsernameClosed)]
    [InlineData("2009-09-01T09:30:00+02:00", true, LoginReason.Brownout)]
    [InlineData("2009-09-01T09:30:00+02:00", false, LoginReason.Brownout)]
    public async Task A_login_that_must_look_like_a_wrong_password_does_the_work_of_one_although_it_is_known(string now, bool tls, LoginReason reason)
    {
        host.Clock.SetUtcNow(EngineFixture.At(now));
        LoginConnection connection = EngineFixture.Connection(tls);
        Assert.True((await host.LoginAsync(Anna)).IsAccepted);
        for (int i = 0; i < 2; i++)
        {
            LoginResult wrong = await host.LoginAsync("anna", "wrong", connection);
            HashCost[] expected = [.. host.Operations];
            LoginResult right = await host.LoginAsync("anna", connection: connection);
            Assert.Equal((wrong.Status, reason), (right.Status, right.Reason));
            Assert.Single(expected);
            Assert.Equal(expected, host.Operations);
        }
    }

    [Fact]
    public async Task A_name_that_has_used_up_its_guesses_is_held_up_although_its_password_is_known()
    {
        await host.LoginAsync(Anna);
        for (int i = 0; i < 20; i++)
        {
            await host.LoginAsync(Anna, $"guess {i}");
        }

        LoginResult result = await host.LoginAsync(Anna);
        Assert.Equal((LoginStatus.TemporarilyUnavailable, LoginReason.Throttled), (result.Status, result.Reason));
    }

    [Fact]
    public async Task Known_logins_are_no_guesses_however_many_they_are()
    {
        await host.LoginAsync(Anna);
        for (int i = 0; i < 100; i++)
        {
            Assert.True((await host.LoginAsync(Anna)).IsAccepted);
            Assert.Empty(host.Operations);
        }
    }

    [Fact]
    public async Task Two_accounts_with_the_same_password_and_the_same_stored_hash_never_meet()
    {
        string hash = EngineFixture.Hash();
        host.Accounts.Set(new Account(Anna, hash));
        host.Accounts.Set(new Account("anna@kund.se", hash));
        await host.LoginAsync(Anna);
        Assert.True((await host.LoginAsync("anna@kund.se")).IsAccepted);
        Assert.Single(host.Operations);
    }

    [Fact]
    public async Task A_login_is_known_for_its_lifetime_from_its_hash_on_and_no_longer()
    {
        await host.LoginAsync(Anna);
        host.Clock.Advance(Lifetime - TimeSpan.FromTicks(1));
        await host.LoginAsync(Anna);
        Assert.Empty(host.Operations);
        host.Clock.Advance(TimeSpan.FromTicks(1));
        await host.LoginAsync(Anna);
        Assert.Single(host.Operations);
        await host.LoginAsync(Anna);
        Assert.Empty(host.Operations);
    }

    [Fact]
    public async Task A_reload_changes_the_lifetime_of_what_is_known()
    {
        await host.LoginAsync(Anna);
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        Reload(static options => options.Passwords.Cache.Lifetime = TimeSpan.FromMinutes(5));
        await host.LoginAsync(Anna);
        Assert.Single(host.Operations);
    }

    [Fact]
    public async Task A_reload_that_switches_the_cache_off_forgets_all_and_one_that_switches_it_on_begins_with_none()
    {
        await host.LoginAsync(Anna);
        Reload(static options => options.Passwords.Cache.Lifetime = TimeSpan.Zero);
        await host.LoginAsync(Anna);
        Assert.Single(host.Operations);
        Reload(static _ => { });
        await host.LoginAsync(Anna);
        Assert.Single(host.Operations);
        await host.LoginAsync(Anna);
        Assert.Empty(host.Operations);
    }

    [Fact]
    public async Task A_reload_that_reads_passwords_in_another_way_meets_nothing_of_before()
    {
        await host.LoginAsync(Anna);
        foreach (Action<PasswordOptions> change in new Action<PasswordOptions>[] { static o => o.ReadWindows1252 = true, static o => o.OpaqueString = true, static o => o.DefaultScheme = "PLAIN" })
        {
            Reload(options => change(options.Passwords));
            await host.LoginAsync(Anna);
            Assert.Single(host.Operations);
            await host.LoginAsync(Anna);
            Assert.Empty(host.Operations);
        }

        Reload(static _ => { });
        await host.LoginAsync(Anna);
        Assert.Empty(host.Operations);
    }

    [Fact]
    public async Task A_rehash_comes_of_the_first_login_and_never_of_a_known_one()
    {
        var store = new RefusingStore();
        await using var other = new EngineFixture(Cached, store);
        Reload(other, static options => options.Passwords.Argon2 = new Argon2Options { MemoryKiB = 256, Passes = 1, Lanes = 1 });
        await other.LoginAsync(Anna);
        Assert.Equal((1, 2), (store.Replacements, other.Operations.Count));
        await other.LoginAsync(Anna);
        Assert.Equal((1, 0), (store.Replacements, other.Operations.Count));
        other.Clock.Advance(Lifetime);
        await other.LoginAsync(Anna);
        Assert.Equal((2, 2), (store.Replacements, other.Operations.Count));
    }

    [Fact]
    public async Task A_hash_that_was_replaced_at_the_first_login_is_computed_once_more_and_then_known()
    {
        Reload(static options => options.Passwords.Argon2 = new Argon2Options { MemoryKiB = 256, Passes = 1, Lanes = 1 });
        foreach (int operations in new[] { 2, 1, 0, 0 })
        {
            Assert.True((await host.LoginAsync(Anna)).IsAccepted);
            Assert.Equal(operations, host.Operations.Count);
        }
    }

    [Fact]
    public async Task Known_logins_are_answered_while_the_hash_queue_is_full()
    {
        await using var other = new EngineFixture(static options =>
        {
            Cached(options);
            options.Passwords.Executor.Threads = 1;
            options.Passwords.Executor.QueueLength = 0;
        });
        await other.LoginAsync(Anna);
        using HashQueueFiller filler = HashQueueFiller.Fill(other.Engine.Executor);
        Assert.Equal(LoginReason.HashQueueFull, (await other.LoginAsync("kontor@domain.se")).Reason);
        Assert.True((await other.LoginAsync(Anna)).IsAccepted);
    }

    [Fact]
    public async Task A_known_login_is_unavailable_once_the_engine_is_disposed()
    {
        await host.LoginAsync(Anna);
        await host.Engine.DisposeAsync();
        Assert.Equal(LoginReason.EngineUnavailable, (await host.LoginAsync(Anna)).Reason);
    }

    private static void Cached(MailAuthOptions options)
    {
        options.Passwords.Executor.Inline = false;
        options.Passwords.Cache.Lifetime = Lifetime;
    }

    private static MailAuthOptions Options()
    {
        MailAuthOptions options = EngineFixture.ScenarioOptions();
        Cached(options);
        return options;
    }

    private static void Reload(EngineFixture host, Action<MailAuthOptions> change)
    {
        MailAuthOptions options = Options();
        change(options);
        host.Engine.Apply(MailAuthPolicy.Create(options));
    }

    private void Reload(Action<MailAuthOptions> change) => Reload(host, change);

    private async Task<(LoginReason Reason, LoginNotice Notice)> Told(string username)
    {
        LoginResult result = await host.LoginAsync(username);
        Assert.Equal(LoginStatus.Rejected, result.Status);
        return (result.Reason, result.Notice);
    }

    /// <summary>A store in which no hash is replaced.</summary>
    private sealed class RefusingStore : IAccountStore, IAccountHashWriter
    {
        public InMemoryAccountStore Accounts { get; } = EngineFixture.ScenarioAccounts();

        public int Replacements { get; private set; }

        public ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken) => Accounts.FindByAddressAsync(address, cancellationToken);

        public ValueTask<IReadOnlyList<Account>> FindByLegacyUsernameAsync(string bareUsername, string? domain, int limit, CancellationToken cancellationToken) =>
            Accounts.FindByLegacyUsernameAsync(bareUsername, domain, limit, cancellationToken);

        public ValueTask<IReadOnlyList<Account>> FindByLocalPartAsync(string localPart, int limit, CancellationToken cancellationToken) =>
            Accounts.FindByLocalPartAsync(localPart, limit, cancellationToken);

        public ValueTask<bool> TryReplaceHashAsync(string address, string expectedHash, string newHash, CancellationToken cancellationToken)
        {
            Replacements++;
            return new(false);
        }
    }
}
