using MailAuth.Passwords;

namespace MailAuth.Tests.Passwords;

/// <summary>The one reader of Argon2 texts is as strict as the reference decoder, and knows what a text would cost before anything is allocated.</summary>
public sealed class Argon2TextTests
{
    private const string SaltAndTag = "$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc";

    private static readonly PasswordLimits Limits = new();

    [Theory]
    [InlineData("$argon2id$v=19$m=256,t=2,p=3", Argon2Type.Id, 19)]
    [InlineData("$argon2i$v=19$m=256,t=2,p=3", Argon2Type.I, 19)]
    [InlineData("$argon2d$v=19$m=256,t=2,p=3", Argon2Type.D, 19)]
    [InlineData("$argon2id$v=16$m=256,t=2,p=3", Argon2Type.Id, 16)]
    [InlineData("$argon2i$m=256,t=2,p=3", Argon2Type.I, 16)]
    [InlineData("$argon2d$m=256,t=2,p=3", Argon2Type.D, 16)]
    public void A_text_is_taken_apart(string start, Argon2Type type, int version)
    {
        Assert.True(Argon2Text.TryRead(start + SaltAndTag, Limits, out Argon2Text read, out string? problem));

        Assert.Null(problem);
        Assert.Equal((type, version, 256, 2, 3), (read.Type, read.Version, read.MemoryKiB, read.Passes, read.Lanes));
        Assert.Equal(HashCost.Argon2(256, 2), read.Cost);
        Assert.Equal("somesalt"u8.ToArray(), read.DecodeSalt());
        Assert.Equal(Convert.FromBase64String("bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc="), read.DecodeTag());
        Assert.True(Argon2Text.TryReadStart(start, out Argon2Type startType, out int startVersion));
        Assert.Equal((type, version), (startType, startVersion));
    }

    [Theory]
    [InlineData("", false, 0)]
    [InlineData("$argon2id", false, 0)]
    [InlineData("$argon2$v=19$", false, 0)]
    [InlineData("$argon2ID$v=19$", false, 0)]
    [InlineData("$argon2ds$v=19$", false, 0)]
    [InlineData("$argon2d$", true, 0)]
    [InlineData("$argon2id$v=19", true, 0)]
    [InlineData("$argon2id$v=20$", true, 0)]
    [InlineData("$argon2id$v=19$", true, 19)]
    [InlineData("$argon2id$m=", true, 16)]
    public void The_start_alone_says_whose_it_is(string text, bool begins, int version) =>
        Assert.Equal((begins, version), (Argon2Text.TryReadStart(text, out _, out int read), read));

    [Theory]
    [InlineData("m=262145,t=1,p=1", "argon2MemoryKiB")]
    [InlineData("m=99999999999999999999,t=1,p=1", "argon2MemoryKiB")]
    [InlineData("m=256,t=1,p=17", "argon2Lanes")]
    [InlineData("m=8,t=1,p=99999999999999999999", "argon2Lanes")]
    [InlineData("m=65536,t=17,p=1", "argon2MemoryTimesPassesKiB")]
    [InlineData("m=8,t=99999999999999999999,p=1", "argon2MemoryTimesPassesKiB")]
    [InlineData("m=262144,t=4,p=16", null)]
    public void What_is_over_a_limit_is_told_with_the_name_of_its_setting(string parameters, string? setting)
    {
        Assert.Equal(setting is null, Argon2Text.TryRead($"$argon2id$v=19${parameters}{SaltAndTag}", Limits, out _, out string? problem));
        Assert.Equal(setting is null ? null : $"(passwords.limits.{setting})", problem?[problem.IndexOf('(', StringComparison.Ordinal)..]);
    }

    [Theory]
    [InlineData("m=0256,t=2,p=2")]
    [InlineData("m=+256,t=2,p=2")]
    [InlineData("m=-256,t=2,p=2")]
    [InlineData("m=256,t=02,p=2")]
    [InlineData("m=256,t=2,p=02")]
    [InlineData("m= 256,t=2,p=2")]
    [InlineData("m=,t=2,p=2")]
    [InlineData("m=15,t=2,p=2")]
    [InlineData("m=256,t=0,p=2")]
    [InlineData("m=256,t=2,p=0")]
    [InlineData("m=0,t=2,p=0")]
    [InlineData("m=256,t=2,p=2,data=AAAA")]
    [InlineData("m=256,t=2,p=2,keyid=AAAA")]
    [InlineData("m=256,t=2,p=2 ")]
    [InlineData("m=\uFF12\uFF15\uFF16,t=2,p=2")]
    public void Parameters_that_the_reference_decoder_refuses_are_malformed(string parameters)
    {
        // Without a version the memory is what tells version 16.
        Assert.False(Argon2Text.TryRead("$argon2i$t=2,m=256,p=2" + SaltAndTag, Limits, out _, out _));
        foreach (string start in (string[])["$argon2id$v=19$", "$argon2i$", "$argon2d$v=16$"])
        {
            Assert.False(Argon2Text.TryRead(start + parameters + SaltAndTag, Limits, out _, out string? problem));
            Assert.Contains("malformed Argon2 parameters", problem, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("$")]
    [InlineData("$c29tZXNhbHQ")]
    [InlineData("$c29tZXNhbHQ$")]
    [InlineData("$c29tZXNhbA$bQk8UB/VmZZF4Oo79iDXuA")]
    [InlineData("$c29tZXNhbHQ$bQk8")]
    [InlineData("$c29tZXNhbHR$bQk8UB/VmZZF4Oo79iDXuA")]
    [InlineData("$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuB")]
    [InlineData("$c29tZXNhbHQ=$bQk8UB/VmZZF4Oo79iDXuA==")]
    [InlineData("$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuA$")]
    [InlineData("$c29tZXNhbHQ$bQk8UB/VmZZF 4Oo79iDXuA")]
    [InlineData("$c29tZXNhbHQ$bQk8UB_VmZZF4Oo79iDXuA")]
    [InlineData("$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuA\n")]
    [InlineData("$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXu\u00C5")]
    [InlineData("$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iD\0uA")]
    public void A_salt_or_tag_that_the_reference_decoder_refuses_is_malformed(string saltAndTag) =>
        Assert.False(Argon2Text.TryRead("$argon2id$v=19$m=256,t=2,p=2" + saltAndTag, Limits, out _, out _));

    [Theory]
    [InlineData(8, 4, true)]
    [InlineData(7, 4, false)]
    [InlineData(8, 3, false)]
    [InlineData(512, 512, true)]
    [InlineData(513, 512, false)]
    [InlineData(512, 513, false)]
    public void A_salt_has_8_to_512_bytes_and_a_tag_4_to_512(int salt, int tag, bool fits)
    {
        string text = $"$argon2id$v=19$m=256,t=2,p=2${Base64(salt)}${Base64(tag)}";

        Assert.Equal(fits, Argon2Text.TryRead(text, Limits, out Argon2Text read, out _));
        Assert.Equal(fits ? (salt, tag) : (0, 0), (read.DecodeSalt().Length, read.DecodeTag().Length));
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        string text = "$argon2id$v=19$m=256,t=2,p=3" + SaltAndTag;
        Assert.True(ReadTwice(text));
        long before = GC.GetAllocatedBytesForCurrentThread();
        ReadTwice(text);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("$argon2d$v=19$m=256,t=2,p=2", "Argon2d needs AddLegacySchemes()")]
    [InlineData("$argon2d$nonsense", "Argon2d needs AddLegacySchemes()")]
    [InlineData("$argon2i$m=256,t=2,p=2", "Argon2 version 16 needs AddLegacySchemes()")]
    [InlineData("$argon2id$v=16$m=4294967295,t=2,p=2", "Argon2 version 16 needs AddLegacySchemes()")]
    [InlineData("{ARGON2}$argon2id$v=20$m=256,t=2,p=2", "malformed Argon2: no $argon2id$")]
    [InlineData("{ARGON2ID}nonsense", "malformed Argon2: no $argon2id$")]
    public void The_core_says_what_it_leaves_to_others(string start, string problem) =>
        Assert.StartsWith(problem, StoredValue.Check(start + SaltAndTag, "password").Reason, StringComparison.Ordinal);

    private static bool ReadTwice(string text) => Argon2Text.TryRead(text, Limits, out _, out _) && Argon2Text.TryReadStart(text, out _, out _);

    private static string Base64(int bytes) => Convert.ToBase64String(new byte[bytes]).TrimEnd('=');
}
