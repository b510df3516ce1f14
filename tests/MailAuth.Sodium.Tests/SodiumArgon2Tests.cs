using System.Text;
using MailAuth.Passwords;

namespace MailAuth.Sodium.Tests;

/// <summary>Argon2 on libsodium: published vectors, malformed and hostile values, new hashes.</summary>
public sealed class SodiumArgon2Tests
{
    private const string Value = "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc";

    private const string ShortTag = "$argon2id$v=19$m=32,t=1,p=1$c29tZXNhbHRzb21l$y4TEMg";

    private static readonly PasswordVerifier Verifier = new(null, [SodiumArgon2.Scheme]);
    private static readonly PasswordVerifier Core = new();

    public static TheoryData<string> Files => [.. VectorFile.Names];

    /// <summary>Values that would take gigabytes or hours.</summary>
    public static TheoryData<string> Hostile =>
    [
        "$argon2id$v=19$m=262145,t=1,p=1$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
        "$argon2id$v=19$m=4294967295,t=1,p=1$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
        "$argon2id$v=19$m=99999999999999999999,t=1,p=1$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
        "$argon2i$v=19$m=65536,t=17,p=1$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
        "$argon2id$v=19$m=8,t=4294967295,p=1$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
        "$argon2id$v=19$m=8,t=99999999999999999999,p=1$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
        "$argon2id$v=19$m=256,t=1,p=17$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
    ];

    /// <summary>Values that are malformed for the reference decoder, too.</summary>
    public static TheoryData<string> Malformed =>
    [
        "$argon2id$v=19$", "$argon2id$v=19$m=256,t=2,p=2", "$argon2id$v=19$m=256,t=2,p=2$", "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$",
        "$argon2id$v=20$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
        "$argon2id$v=19$m=0256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
        "$argon2id$v=19$m=+256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
        "$argon2id$v=19$m=15,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
        "$argon2id$v=19$m=256,t=0,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
        "$argon2id$v=19$m=256,t=2,p=0$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
        "$argon2id$v=19$t=2,m=256,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
        "$argon2id$v=19$m=256,t=2,p=2,data=AAAA$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
        "$argon2id$v=19$m=256,t=2,p=2$c29t$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
        "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHR$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
        "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDd",
        "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ=$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc=",
        "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc$",
        "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDå",
        "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDX\0uL5/0ttZwg2f/5U52iv1cDc",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_published_value_matches_its_password_and_no_other(string file)
    {
        IReadOnlyList<(string Stored, byte[] Password)> vectors = VectorFile.Read(file);
        Assert.NotEmpty(vectors);
        foreach ((string stored, byte[] password) in vectors)
        {
            PasswordCheck check = Verifier.Verify(stored, password);
            Assert.True(check.Result == PasswordCheckResult.Match, $"{stored} is {check.Result} for {Convert.ToHexString(password)}: {check.Reason}");
            Assert.Equal(PasswordCheckResult.Mismatch, Verifier.Verify(stored, [.. password, (byte)'x']).Result);
        }
    }

    [Fact]
    public void No_beginning_of_a_value_matches_and_none_throws()
    {
        Assert.Equal(PasswordCheckResult.Match, Verifier.Verify(Value, "password"u8).Result);
        for (int length = 0; length < Value.Length; length++)
        {
            Assert.NotEqual(PasswordCheckResult.Match, Verifier.Verify(Value[..length], "password"u8).Result);
        }
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_value_is_refused_without_a_large_allocation(string stored)
    {
        // Parsed alone: what is let through here would be computed for hours.
        StoredPassword parts = StoredPassword.Read(stored);
        Assert.True(SodiumArgon2.Scheme.Claims(parts));
        SodiumArgon2.Scheme.Parse(parts, new PasswordLimits(), out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        PasswordHash? hash = SodiumArgon2.Scheme.Parse(parts, new PasswordLimits(), out string? problem);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16_384);
        Assert.Null(hash);
        Assert.Contains("passwords.limits.", problem, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_value_is_unusable_here_as_in_the_core(string stored)
    {
        Assert.Equal(PasswordCheckResult.Unusable, Verifier.Verify(stored, "password"u8).Result);
        Assert.Equal(PasswordCheckResult.Unusable, Core.Verify(stored, "password"u8).Result);
    }

    [Fact]
    public void A_new_hash_verifies_here_and_in_the_core_and_is_of_the_cost_that_was_asked_for()
    {
        byte[] password = [0x72, 0xE4, 0x6B, 0xFF];
        var options = new PasswordOptions { Argon2 = new Argon2Options { MemoryKiB = 1_024, Passes = 3 } };
        string stored = new PasswordVerifier(options, [SodiumArgon2.Scheme]).Hash(password);
        Assert.StartsWith("{ARGON2ID}$argon2id$v=19$m=1024,t=3,p=1$", stored, StringComparison.Ordinal);
        Assert.Equal(PasswordCheckResult.Match, Verifier.Verify(stored, password).Result);
        Assert.Equal(PasswordCheckResult.Match, Core.Verify(stored, password).Result);
        Assert.NotEqual(stored, new PasswordVerifier(options, [SodiumArgon2.Scheme]).Hash(password));
    }

    [Fact]
    public void A_hash_of_the_core_verifies_here_with_any_lanes()
    {
        foreach (int lanes in (int[])[1, 2, 5, 16])
        {
            var options = new PasswordOptions { Argon2 = new Argon2Options { MemoryKiB = 256, Passes = 1, Lanes = lanes } };
            Assert.Equal(PasswordCheckResult.Match, Verifier.Verify(new PasswordVerifier(options).Hash("r\u00e4ksm\u00f6rg\u00e5s"u8), "r\u00e4ksm\u00f6rg\u00e5s"u8).Result);
        }
    }

    [Fact]
    public void A_cheaper_hash_and_Argon2i_are_replaced_and_a_dearer_one_never()
    {
        Assert.True(Verifier.Verify(Value, "password"u8).RehashDue);
        string dearer = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        Assert.Equal(new PasswordCheck(PasswordCheckResult.Match, "ARGON2ID", null, false), Verifier.Verify(dearer, "password"u8));
        string cheaperWithI = "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8";
        Assert.True(Verifier.Verify(cheaperWithI, "password"u8).RehashDue);
    }

    [Fact]
    public void A_verification_allocates_no_managed_memory()
    {
        IPasswordScheme scheme = SodiumArgon2.Scheme;
        PasswordHash hash = scheme.Parse(StoredPassword.Read(Value), new PasswordLimits(), out _)!;
        Assert.True(hash.Verify("password"u8));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(hash.Verify("password"u8));
        Assert.False(hash.Verify("passwore"u8));
        Assert.False(hash.Verify([]));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_tag_too_short_for_libsodium_is_left_to_the_core()
    {
        // argon2 somesaltsome -id -v 13 -m 5 -t 1 -p 1 -l 4
        Assert.False(SodiumArgon2.Scheme.Claims(StoredPassword.Read(ShortTag)));
        Assert.Equal(PasswordCheckResult.Match, Verifier.Verify(ShortTag, Encoding.ASCII.GetBytes("password")).Result);
    }

    [Fact]
    public void A_library_that_is_not_there_is_a_clear_error_at_registration()
    {
        var missing = Assert.Throws<PlatformNotSupportedException>(() => SodiumLibrary.Load("libsodium-that-is-not-there"));
        Assert.Contains("libsodium-that-is-not-there", missing.Message, StringComparison.Ordinal);
        Assert.Contains("UseSodiumArgon2", missing.Message, StringComparison.Ordinal);
    }
}
