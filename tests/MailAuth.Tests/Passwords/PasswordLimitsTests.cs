using MailAuth.Configuration;
using MailAuth.Passwords;

namespace MailAuth.Tests.Passwords;

/// <summary>Hostile parameters are refused before anything is allocated for them. And the options of passwords are checked.</summary>
public class PasswordLimitsTests
{
    [Theory]
    [InlineData("$argon2id$v=19$m=262145,t=1,p=1$c29tZXNhbHQ$c29tZXNhbHQ")]
    [InlineData("$argon2id$v=19$m=262144,t=5,p=1$c29tZXNhbHQ$c29tZXNhbHQ")]
    [InlineData("$argon2id$v=19$m=4294967295,t=4294967295,p=1$c29tZXNhbHQ$c29tZXNhbHQ")]
    [InlineData("$argon2id$v=19$m=99999999999999999999999999,t=1,p=1$c29tZXNhbHQ$c29tZXNhbHQ")]
    [InlineData("$argon2id$v=19$m=8,t=4294967295,p=1$c29tZXNhbHQ$c29tZXNhbHQ")]
    [InlineData("$argon2id$v=19$m=65536,t=1,p=17$c29tZXNhbHQ$c29tZXNhbHQ")]
    [InlineData("$argon2id$v=19$m=65536,t=0,p=1$c29tZXNhbHQ$c29tZXNhbHQ")]
    [InlineData("$argon2id$v=19$m=65536,t=1,p=0$c29tZXNhbHQ$c29tZXNhbHQ")]
    [InlineData("$argon2id$v=19$m=7,t=1,p=1$c29tZXNhbHQ$c29tZXNhbHQ")]
    [InlineData("$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbA$c29tZXNhbHQ")]
    [InlineData("$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$c29t")]
    [InlineData("$2b$16$8XJl57ek.gIdz7c8jnZiRezcxrH1GQHiG5LM1xEei51z0XNsWVAnO")]
    [InlineData("$2b$31$8XJl57ek.gIdz7c8jnZiRezcxrH1GQHiG5LM1xEei51z0XNsWVAnO")]
    [InlineData("$2b$03$8XJl57ek.gIdz7c8jnZiRezcxrH1GQHiG5LM1xEei51z0XNsWVAnO")]
    [InlineData("{PBKDF2}$1$salt$5000001$b5f12e17cb85947bad1b49ecb22eec50ca23e7d8")]
    [InlineData("{PBKDF2}$1$salt$999999999999999999999$b5f12e17cb85947bad1b49ecb22eec50ca23e7d8")]
    [InlineData("$pbkdf2-sha256$5000001$4vjV83LKPjQzk31VI4E0Vw$hsYF68OiOUPdDZ1Fg.fJPeq1h/gXXY7acBp9/6c.tmQ")]
    [InlineData("{ASPNET-IDENTITY}AQAAAAJ/////AAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBuWiHw")]
    public void Hostile_parameters_are_unusable_and_next_to_nothing_is_allocated(string stored)
    {
        byte[] password = "secret"u8.ToArray();
        StoredValue.Check(stored, password);

        long before = GC.GetAllocatedBytesForCurrentThread();
        PasswordCheckResult result = StoredValue.Check(stored, password).Result;
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(PasswordCheckResult.Unusable, result);
        Assert.InRange(allocated, 0, 4096);
    }

    [Theory]
    [InlineData("{PLAIN}")]
    [InlineData("{SSHA}")]
    [InlineData("$argon2id$v=19$m=8,t=1,p=1$")]
    [InlineData("")]
    public void A_stored_value_over_the_length_is_refused_before_it_is_parsed(string start)
    {
        string stored = start + new string('A', 2_000_000);
        byte[] password = "secret"u8.ToArray();
        StoredValue.Check(stored, password);

        long before = GC.GetAllocatedBytesForCurrentThread();
        PasswordCheck check = StoredValue.Check(stored, password);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(PasswordCheckResult.Unusable, check.Result);
        Assert.Contains("1024 characters", check.Reason, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, 4096);
    }

    [Fact]
    public void Limits_can_be_changed()
    {
        const string Stored = "$argon2id$v=19$m=256,t=1,p=1$c29tZXNhbHQ$AFDvqcijGA6kO5ChzUMS/A";
        var options = new PasswordOptions { Argon2 = { MemoryKiB = 64, Passes = 1 } };
        Assert.Equal(PasswordCheckResult.Match, new PasswordVerifier(options).Verify(Stored, "secret"u8).Result);

        options.Limits.Argon2MemoryKiB = 255;

        PasswordCheck check = new PasswordVerifier(options).Verify(Stored, "secret"u8);
        Assert.Equal(PasswordCheckResult.Unusable, check.Result);
        Assert.Contains("passwords.limits.argon2MemoryKiB", check.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Later_changes_to_the_options_change_nothing()
    {
        var policy = new TestPolicy();

        policy.Options.Limits.Argon2MemoryKiB = 8;
        policy.Options.Argon2.MemoryKiB = 8;

        Assert.Equal(PasswordVerdict.Match, policy.Verify(TestPolicy.CurrentArgon2, "secret").Verdict);
        policy.Verify(TestPolicy.Plain, "wrong");
        Assert.Equal([TestPolicy.Current], policy.Operations);
    }

    [Fact]
    public void The_defaults_are_right() => Assert.Empty(new TestPolicy(options => options.Argon2 = new Argon2Options()).Problems);

    public static TheoryData<string, Action<PasswordOptions>> WrongOptions => new()
    {
        { "passwords.argon2.memoryKiB", options => options.Argon2.MemoryKiB = 7 },
        { "passwords.argon2.memoryKiB", options => options.Argon2.MemoryKiB = 262_145 },
        { "passwords.argon2.passes", options => options.Argon2.Passes = 0 },
        { "passwords.argon2.passes", options => options.Argon2 = new Argon2Options { MemoryKiB = 262_144, Passes = 5 } },
        { "passwords.argon2.lanes", options => options.Argon2.Lanes = 17 },
        { "passwords.argon2", options => options.Limits.Argon2MemoryKiB = 1023 },
        { "passwords.limits.argon2MemoryKiB", options => options.Limits.Argon2MemoryKiB = 4_194_305 },
        { "passwords.limits.argon2MemoryTimesPassesKiB", options => options.Limits.Argon2MemoryTimesPassesKiB = 67_108_865 },
        { "passwords.limits.argon2Lanes", options => options.Limits.Argon2Lanes = 65 },
        { "passwords.limits.bcryptCost", options => options.Limits.BcryptCost = 21 },
        { "passwords.limits.pbkdf2Iterations", options => options.Limits.Pbkdf2Iterations = 0 },
        { "passwords.limits.shaCryptRounds", options => options.Limits.ShaCryptRounds = 999 },
        { "passwords.limits.scramIterations", options => options.Limits.ScramIterations = 0 },
        { "passwords.limits.scryptMemoryKiB", options => options.Limits.ScryptMemoryKiB = 7 },
        { "passwords.limits.storedLength", options => options.Limits.StoredLength = 63 },
        { "passwords.executor.threads", options => options.Executor.Threads = 257 },
        { "passwords.executor.memoryMiB", options => options.Executor.MemoryMiB = 0 },
        { "passwords.executor.queueLength", options => options.Executor.QueueLength = -1 },
        { "passwords.executor.slots", options => options.Executor.Slots = 257 },
        { "passwords.executor.slotWait", options => options.Executor.SlotWait = TimeSpan.FromSeconds(61) },
        { "passwords.defaultScheme", options => options.DefaultScheme = "NONSENSE" },
        { "passwords.defaultScheme", options => options.DefaultScheme = "SHA.foo" },
        { "passwords.defaultScheme", options => options.DefaultScheme = "" },
        { "passwords.noRehashDomains[1]", options => options.NoRehashDomains = ["domain.se", null!] },
    };

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public void A_wrong_option_is_named_and_the_policy_is_harmless(string setting, Action<PasswordOptions> configure)
    {
        var policy = new TestPolicy(configure);

        ConfigurationProblem problem = Assert.Single(policy.Problems);
        Assert.Equal(setting, problem.Setting);
        Assert.Equal(PasswordVerdict.Match, policy.Verify(TestPolicy.Plain, "secret").Verdict);
    }

    [Theory]
    [InlineData("CRYPT")]
    [InlineData("ssha256")]
    [InlineData("SHA.hex")]
    [InlineData("ASPNET-IDENTITY")]
    public void A_default_scheme_is_a_registered_name_with_or_without_suffix(string scheme) =>
        Assert.Empty(new TestPolicy(options => options.DefaultScheme = scheme).Problems);
}
