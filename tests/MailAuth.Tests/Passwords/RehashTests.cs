using MailAuth.Accounts;
using MailAuth.Passwords;

namespace MailAuth.Tests.Passwords;

/// <summary>Rehash, as far as passwords go: which hashes are replaced, and by what.</summary>
public class RehashTests
{
    private static readonly byte[] Secret = "secret"u8.ToArray();

    [Theory]
    [InlineData(TestPolicy.Plain)]
    [InlineData(TestPolicy.CheaperArgon2)]
    [InlineData(TestPolicy.DearerBcrypt)]
    [InlineData("{PBKDF2}$1$$10$b5f12e17cb85947bad1b49ecb22eec50ca23e7d8")]
    [InlineData("{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=")]
    public void An_outdated_hash_becomes_Argon2id_of_the_current_cost(string stored)
    {
        var policy = new TestPolicy();

        string? rehashed = policy.Rehash(stored, Secret);

        Assert.Matches(@"^\{ARGON2ID\}\$argon2id\$v=19\$m=1024,t=1,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$", rehashed);
        Assert.Equal((PasswordVerdict.Match, false), Told(policy.Verify(rehashed, Secret)));
        Assert.Equal(PasswordVerdict.Mismatch, policy.Verify(rehashed, "wrong").Verdict);
    }

    [Fact]
    public void New_hashes_cost_19_MiB_and_2_passes_by_default() =>
        Assert.StartsWith("{ARGON2ID}$argon2id$v=19$m=19456,t=2,p=1$", new PasswordVerifier().Hash(Secret), StringComparison.Ordinal);

    [Theory]
    [InlineData(TestPolicy.CurrentArgon2)]
    [InlineData(TestPolicy.DearerArgon2)]
    public void A_hash_that_costs_as_much_or_more_is_never_replaced(string stored)
    {
        var policy = new TestPolicy();

        Assert.Equal((PasswordVerdict.Match, false), Told(policy.Verify(stored, Secret)));
        Assert.Null(policy.Rehash(stored, Secret));
    }

    [Theory]
    [InlineData("$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8", true)]
    [InlineData("$argon2i$v=19$m=65536,t=1,p=1$c29tZXNhbHQ$0WgHXE2YXhPr6uVgz4uUw7XYoWxRkWtvSsLaOsEbvs8", false)]
    public void Argon2i_is_replaced_unless_that_would_be_a_downgrade(string stored, bool due) =>
        Assert.Equal((PasswordVerdict.Match, due), Told(new TestPolicy().Verify(stored, "password")));

    [Theory]
    [InlineData("{PLAIN-TRUNC}6-secret", "secretary")]
    [InlineData("{PLAIN-TRUNC}6-secret", "secret")]
    public void A_truncated_password_is_never_rehashed(string stored, string password) =>
        Assert.Equal((PasswordVerdict.Match, false), Told(new TestPolicy().Verify(stored, password)));

    [Fact]
    public void A_mismatch_is_never_rehashed()
    {
        var policy = new TestPolicy();

        Assert.Null(policy.Rehash(TestPolicy.Plain, "wrong"u8.ToArray()));
    }

    [Fact]
    public void It_can_be_off()
    {
        var policy = new TestPolicy(options => options.Rehash = false);

        Assert.False(policy.Verify(TestPolicy.Plain, Secret).RehashDue);
        Assert.Null(policy.Rehash(TestPolicy.Plain, Secret));
    }

    [Fact]
    public void It_can_be_off_for_a_domain()
    {
        var policy = new TestPolicy(options => options.NoRehashDomains.Add("Domain.SE"));

        Assert.False(policy.Verify(TestPolicy.Plain, Secret).RehashDue);
        Assert.True(policy.Verify(new Account("kalle@kund.se", TestPolicy.Plain), Secret).RehashDue);
    }

    [Fact]
    public async Task With_the_queue_full_there_is_no_new_hash()
    {
        var policy = new TestPolicy();
        var account = new Account("kalle@domain.se", TestPolicy.Plain);
        PasswordOutcome outcome = policy.Verify(account, Secret);
        await using HeldExecutor held = await HeldExecutor.StartAsync(queueLength: 0);

        Assert.True(outcome.RehashDue);
        Assert.Null(await policy.Policy.RehashAsync(account, outcome, Secret, held.Executor, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_value_that_other_mechanisms_need_is_never_replaced()
    {
        var policy = new TestPolicy(null, new ChallengeScheme());

        Assert.Equal((PasswordVerdict.Match, false), Told(policy.Verify("{CRAM-MD5}x", Secret)));
    }

    private sealed class ChallengeScheme : IPasswordScheme
    {
        public string Name => "challenge";

        public IReadOnlyList<PasswordSchemeInfo> Schemes { get; } = [new("CRAM-MD5", "test")];

        public bool Claims(in StoredPassword stored) => stored.Names("CRAM-MD5");

        public PasswordHash? Parse(in StoredPassword stored, PasswordLimits limits, out string? problem)
        {
            problem = null;
            return new ChallengeHash();
        }

        private sealed class ChallengeHash() : PasswordHash("CRAM-MD5", default)
        {
            public override bool KeepsChallengeData => true;

            public override bool Verify(ReadOnlySpan<byte> password) => true;
        }
    }

    private static (PasswordVerdict Verdict, bool RehashDue) Told(PasswordOutcome outcome) => (outcome.Verdict, outcome.RehashDue);
}
