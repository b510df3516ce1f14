using System.Text;
using MailAuth.Accounts;
using MailAuth.Passwords;

namespace MailAuth.Tests.Passwords;

/// <summary>The number and cost class of hash operations depends on the bytes sent and the configuration, never on the account.</summary>
public class PasswordWorkTests
{
    private static readonly string?[] StoredValues =
    [
        TestPolicy.Plain, TestPolicy.CheaperArgon2, TestPolicy.CurrentArgon2, TestPolicy.DearerArgon2, TestPolicy.DearerBcrypt,
        "{SSHA}0c0blFTXXNuAMHECS4uxrj3ZieMoWImr", "{SCRAM-SHA-1}x", "{NONSENSE}x", "{ARGON2ID}$argon2id$v=19$m=4294967295,t=1,p=1$c29tZXNhbHQ$c29tZXNhbHQ", "", null, "*0",
    ];

    public static TheoryData<string?> AllStoredValues => new(StoredValues);

    [Theory]
    [MemberData(nameof(AllStoredValues))]
    public void A_wrong_ASCII_password_costs_one_operation_of_the_current_cost_or_more(string? stored)
    {
        var policy = new TestPolicy();

        Assert.NotEqual(PasswordVerdict.Match, policy.Verify(stored, "wrong").Verdict);

        Assert.Single(policy.Operations, cost => cost.Work >= TestPolicy.Current.Work);
    }

    [Theory]
    [MemberData(nameof(AllStoredValues))]
    public void With_the_option_for_old_clients_a_wrong_password_costs_one_operation_for_each_reading(string? stored)
    {
        var policy = new TestPolicy(options => options.ReadWindows1252 = true);

        policy.Verify(stored, "r\u00E4ka");
        Assert.Equal(2, policy.Operations.Count(cost => cost.Work >= TestPolicy.Current.Work));

        policy.Verify(stored, Encoding.Latin1.GetBytes("r\u00E4ka"));
        Assert.Equal(2, policy.Operations.Count(cost => cost.Work >= TestPolicy.Current.Work));

        policy.Verify(stored, "wrong");
        Assert.Equal(1, policy.Operations.Count(cost => cost.Work >= TestPolicy.Current.Work));

        // Not in Windows-1252: one reading, for every account alike.
        policy.Verify(stored, "\u0451");
        Assert.Equal(1, policy.Operations.Count(cost => cost.Work >= TestPolicy.Current.Work));
    }

    [Fact]
    public void No_account_costs_what_a_wrong_password_costs()
    {
        var policy = new TestPolicy(options => options.ReadWindows1252 = true);

        Assert.Equal(new PasswordOutcome(PasswordVerdict.Mismatch), policy.Verify((Account?)null, "wrong"u8.ToArray()));
        Assert.Equal([TestPolicy.Current], policy.Operations);

        policy.Verify((Account?)null, "r\u00E4ka"u8.ToArray());
        Assert.Equal([TestPolicy.Current, TestPolicy.Current], policy.Operations);
    }

    [Fact]
    public void A_mismatch_against_a_cheaper_costly_hash_is_followed_by_a_decoy()
    {
        var policy = new TestPolicy();

        policy.Verify(TestPolicy.CheaperArgon2, "wrong");

        Assert.Equal([HashCost.Argon2(256, 1), TestPolicy.Current], policy.Operations);
    }

    [Fact]
    public void A_mismatch_against_a_hash_at_least_as_costly_owes_nothing()
    {
        var policy = new TestPolicy();

        policy.Verify(TestPolicy.CurrentArgon2, "wrong");
        Assert.Equal([TestPolicy.Current], policy.Operations);

        policy.Verify(TestPolicy.DearerArgon2, "wrong");
        Assert.Equal([HashCost.Argon2(1024, 2)], policy.Operations);
    }

    [Theory]
    [InlineData(TestPolicy.Plain, 0)]
    [InlineData(TestPolicy.CheaperArgon2, 1)]
    [InlineData(TestPolicy.CurrentArgon2, 1)]
    [InlineData(TestPolicy.DearerArgon2, 1)]
    [InlineData(TestPolicy.DearerBcrypt, 1)]
    public void A_success_skips_the_decoy(string stored, int operations)
    {
        var policy = new TestPolicy();

        Assert.Equal(PasswordVerdict.Match, policy.Verify(stored, "secret").Verdict);

        Assert.Equal(operations, policy.Operations.Count);
    }

    [Fact]
    public void A_reading_that_bcrypt_here_can_not_verify_is_made_up_for_by_a_decoy()
    {
        var policy = new TestPolicy(options => options.ReadWindows1252 = true);

        // As sent the bytes are not UTF-8; read as UTF-8 they can be verified.
        PasswordOutcome outcome = policy.Verify(TestPolicy.DearerBcrypt, Encoding.Latin1.GetBytes("r\u00E4ka"));

        Assert.Equal(PasswordVerdict.Mismatch, outcome.Verdict);
        Assert.Equal(2, policy.Operations.Count);
    }

    [Theory]
    [MemberData(nameof(AllStoredValues))]
    public async Task With_the_queue_full_every_wrong_password_is_answered_alike_and_costs_nothing(string? stored)
    {
        var policy = new TestPolicy();
        await using var held = await HeldExecutor.StartAsync(queueLength: 0);
        held.Executor.OnOperation = policy.Operations.Add;

        PasswordOutcome outcome = await policy.Policy.VerifyAsync(new Account("kalle@domain.se", stored), "wrong"u8.ToArray(), held.Executor, TestContext.Current.CancellationToken);

        Assert.Equal(new PasswordOutcome(PasswordVerdict.Busy), outcome);
        Assert.Empty(policy.Operations);
    }

    [Fact]
    public async Task With_the_queue_full_no_account_is_answered_alike()
    {
        await using var held = await HeldExecutor.StartAsync(queueLength: 0);

        PasswordOutcome outcome = await new TestPolicy().Policy.VerifyAsync(null, "wrong"u8.ToArray(), held.Executor, TestContext.Current.CancellationToken);

        Assert.Equal(PasswordVerdict.Busy, outcome.Verdict);
    }

    [Fact]
    public async Task With_the_queue_full_the_right_password_of_a_cheap_hash_still_matches()
    {
        await using var held = await HeldExecutor.StartAsync(queueLength: 0);

        PasswordOutcome outcome = await new TestPolicy().Policy.VerifyAsync(
            new Account("kalle@domain.se", TestPolicy.Plain), "secret"u8.ToArray(), held.Executor, TestContext.Current.CancellationToken);

        Assert.Equal(PasswordVerdict.Match, outcome.Verdict);
    }

    [Fact]
    public async Task A_cheap_login_allocates_next_to_nothing()
    {
        var policy = new TestPolicy();
        var account = new Account("kalle@domain.se", TestPolicy.Plain);
        byte[] password = "secret"u8.ToArray();
        CancellationToken token = TestContext.Current.CancellationToken;
        for (int i = 0; i < 100; i++)
        {
            await policy.Policy.VerifyAsync(account, password, policy.Executor, token);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            await policy.Policy.VerifyAsync(account, password, policy.Executor, token);
        }

        // 56 bytes, the parsed hash alone, once the code is optimized; the first calls box a little more.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 0, 200);
    }
}
