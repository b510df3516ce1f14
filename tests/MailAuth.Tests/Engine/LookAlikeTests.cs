using MailAuth.Accounts;
using MailAuth.Passwords;

namespace MailAuth.Tests.Engine;

/// <summary>Without TLS, or where the network or the account's status is against it, a right password can't be told from a wrong one.</summary>
public sealed class LookAlikeTests
{
    private const string TwoReadings = "räksmörgås";
    private static readonly LoginConnection InTheClear = EngineFixture.Connection(tls: false);

    /// <summary>Accounts whose right password has two readings, at a lower, the current and a higher cost.</summary>
    public static TheoryData<string> Hashes => new("{PLAIN}" + TwoReadings, EngineFixture.Hash(TwoReadings), Dearer(TwoReadings));

    [Theory]
    [MemberData(nameof(Hashes))]
    public async Task A_right_password_that_must_look_wrong_costs_every_reading_of_a_wrong_one(string hash)
    {
        await using EngineFixture host = Host(hash);
        LoginResult wrong = await host.LoginAsync("lars", "räkmacka", InTheClear);
        HashCost[] expected = [.. host.Operations];
        LoginResult right = await host.LoginAsync("lars", TwoReadings, InTheClear);
        Assert.Equal((LoginReason.WrongPassword, LoginReason.BareUsernameClosed), (wrong.Reason, right.Reason));
        Assert.Equal(2, expected.Length);
        Assert.Equal(expected, host.Operations);
    }

    [Theory]
    [MemberData(nameof(Hashes))]
    public async Task The_work_of_a_right_password_that_must_look_wrong_waits_for_one_turn_as_a_wrong_ones_does(string hash)
    {
        foreach (string password in new[] { TwoReadings, "räkmacka" })
        {
            await using EngineFixture host = Host(hash);
            host.Engine.Executor.OnOperation = _ => host.Engine.Executor.DisposeAsync().AsTask();
            LoginResult result = await host.LoginAsync("lars", password, InTheClear);
            Assert.Equal((password, LoginStatus.Rejected), (password, result.Status));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_store_is_asked_about_an_authorization_identity_does_not_tell_whether_the_password_is_right(bool fails)
    {
        foreach (string username in new[] { "kalle@domain.se", "gammal@domain.se", "nobody@domain.se" })
        {
            foreach (string password in new[] { EngineFixture.RightPassword, "wrong" })
            {
                var store = new CountingStore(fails ? 1 : int.MaxValue);
                await using var host = new EngineFixture(store: store);
                LoginResult result = await host.LoginAsync(username, password, InTheClear, authzid: "anna@domain.se");
                Assert.Equal(
                    (username, password, fails ? LoginStatus.TemporarilyUnavailable : LoginStatus.Rejected, 2),
                    (username, password, result.Status, store.Calls));
            }
        }
    }

    [Fact]
    public async Task A_wrong_password_is_not_logged_with_what_a_right_one_would_have_met()
    {
        await using EngineFixture host = Host(EngineFixture.Hash());
        LoginResult result = await host.LoginAsync("lars", "wrong");
        Assert.Equal((LoginReason.WrongPassword, null, null), (result.Reason, result.Rule, result.DryRunStatus));
    }

    private static EngineFixture Host(string hash)
    {
        var host = new EngineFixture(options => options.Passwords.ReadWindows1252 = true, now: EngineFixture.After);
        host.Accounts.Add(new Account("lars@domain.se", hash));
        return host;
    }

    private static string Dearer(string password) =>
        new PasswordVerifier(new PasswordOptions { Argon2 = new() { MemoryKiB = 128, Passes = 1, Lanes = 1 } }).Hash(System.Text.Encoding.UTF8.GetBytes(password));

    /// <summary>The scenario's accounts; counts what it is asked, and fails after so many answers.</summary>
    private sealed class CountingStore(int answers) : IAccountStore
    {
        private readonly InMemoryAccountStore accounts = EngineFixture.ScenarioAccounts();

        public int Calls { get; private set; }

        public ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken) =>
            ++Calls > answers ? throw new AccountStoreException("the disk is gone") : accounts.FindByAddressAsync(address, cancellationToken);

        public ValueTask<IReadOnlyList<Account>> FindByLegacyUsernameAsync(string bareUsername, string? domain, int limit, CancellationToken cancellationToken) =>
            accounts.FindByLegacyUsernameAsync(bareUsername, domain, limit, cancellationToken);

        public ValueTask<IReadOnlyList<Account>> FindByLocalPartAsync(string localPart, int limit, CancellationToken cancellationToken) =>
            accounts.FindByLocalPartAsync(localPart, limit, cancellationToken);
    }
}
