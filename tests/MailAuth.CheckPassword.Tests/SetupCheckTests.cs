using MailAuth.Accounts;
using MailAuth.Passwords;
using Microsoft.Extensions.Time.Testing;

namespace MailAuth.CheckPassword.Tests;

/// <summary>A store that finds or lets in whoever comes is found by somebody who can't exist.</summary>
public sealed class SetupCheckTests
{
    [Theory]
    [InlineData("{ANY}x", "with a random password is LET IN")]
    [InlineData("{PLAIN}secret", "which nobody has, is found")]
    public async Task A_store_that_knows_everybody_must_not_be_used(string hash, string said)
    {
        var options = new MailAuthOptions { Passwords = { Argon2 = new() { MemoryKiB = 64, Passes = 1 }, Executor = { Inline = true } } };
        await using var engine = new MailAuthenticator(options, new Everybody(hash), schemes: [new AnyPassword()]);
        using var faults = new FaultLog();
        var check = new SetupCheck();
        check.CheckRandomLogins(engine, "domain.se", faults);
        Assert.False(check.IsUsable);
        Assert.Contains(said, check.Report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_brownout_who_is_nobody_is_refused_for_now_and_that_is_as_it_must_be()
    {
        var options = new MailAuthOptions
        {
            Transition = new() { TimeZone = "Europe/Stockholm", Warn = new(2009, 8, 24), Closed = new(2009, 9, 7), Brownouts = [new("2009-09-01", "09:00", "10:00")] },
            Passwords = { Argon2 = new() { MemoryKiB = 64, Passes = 1 }, Executor = { Inline = true } },
        };
        var clock = new FakeTimeProvider(new DateTimeOffset(2009, 9, 1, 9, 30, 0, TimeSpan.FromHours(2)));
        await using var engine = new MailAuthenticator(options, new InMemoryAccountStore(), timeProvider: clock);
        using var faults = new FaultLog();
        var check = new SetupCheck();
        check.CheckRandomLogins(engine, "domain.se", faults);
        Assert.True(check.IsUsable, check.Report);
    }

    private sealed class Everybody(string hash) : IAccountStore
    {
        public ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken) => new(new Account(address, hash));

        public ValueTask<IReadOnlyList<Account>> FindByLegacyUsernameAsync(string bareUsername, string? domain, int limit, CancellationToken cancellationToken) => new([]);

        public ValueTask<IReadOnlyList<Account>> FindByLocalPartAsync(string localPart, int limit, CancellationToken cancellationToken) => new([]);
    }

    private sealed class AnyPassword : IPasswordScheme
    {
        public string Name => "ANY";

        public IReadOnlyList<PasswordSchemeInfo> Schemes { get; } = [new("ANY", "none")];

        public bool Claims(in StoredPassword stored) => stored.Names("ANY");

        public PasswordHash? Parse(in StoredPassword stored, PasswordLimits limits, out string? problem)
        {
            problem = null;
            return new Hash();
        }

        private sealed class Hash() : PasswordHash("ANY", new HashCost(0, 1))
        {
            public override bool Verify(ReadOnlySpan<byte> password) => true;
        }
    }
}
