using MailAuth.Passwords;

namespace MailAuth.LegacySchemes.Tests;

/// <summary>Malformed and hostile values are unusable, before anything is computed or allocated, and nothing throws.</summary>
public sealed class HostileValueTests
{
    private static readonly PasswordVerifier Verifier = new(new PasswordOptions { DefaultScheme = "CRYPT" }, LegacyPasswordSchemes.All);

    /// <summary>One value of each family with its password, cheap ones.</summary>
    public static TheoryData<string, string> Values => new()
    {
        { "$2b$04$abcdefghijklmnopqrstuuoD8yw7MmybLKVooaTGGZAt3HXugv2.a", "test" },
        { "$1$GgvxyNz8$OjZhLh4P.gF1lxYEbLZ3e/", "test" },
        { "{CRYPT}//EsnG9FLTKjo", "test" },
        { "{PLAIN-MD4}db346d691d7acc4dc2625db19f9e3f52", "test" },
        { "$apr1$r31.....$HqJZimcKQFAMYayBlzkrA/", "myPassword" },
        { "$argon2i$m=256,t=2,p=2$c29tZXNhbHQ$tsEVYKap1h6scGt5ovl9aLRGOqOth+AMB+KwHpDFZPs", "password" },
        { "$7$06..../....SodiumChloride$ENlyo6fGw4PCcDBOFepfSZjFUnVatHzCcW55.ZGz3B0", "pleaseletmein" },
        { First("libxcrypt/yescrypt.txt").Stored, First("libxcrypt/yescrypt.txt").Password },
        { First("libxcrypt/gost-yescrypt.txt").Stored, First("libxcrypt/gost-yescrypt.txt").Password },
        { First("libxcrypt/scrypt.txt").Stored, First("libxcrypt/scrypt.txt").Password },
        { First("libxcrypt/sha1crypt.txt").Stored, First("libxcrypt/sha1crypt.txt").Password },
        { First("libxcrypt/sha256crypt.txt").Stored, First("libxcrypt/sha256crypt.txt").Password },
        { First("libxcrypt/sha512crypt.txt").Stored, First("libxcrypt/sha512crypt.txt").Password },
        { First("libxcrypt/sunmd5.txt").Stored, First("libxcrypt/sunmd5.txt").Password },
        { First("libxcrypt/bsdicrypt.txt").Stored, First("libxcrypt/bsdicrypt.txt").Password },
        { Longest("libxcrypt/bigcrypt.txt").Stored, Longest("libxcrypt/bigcrypt.txt").Password },
    };

    /// <summary>Values that would take gigabytes or hours.</summary>
    public static TheoryData<string> Hostile =>
    [
        "$5$rounds=1000001$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5",
        "$6$rounds=999999999$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1",
        "$6$rounds=99999999999999999999999999999999$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1",
        "$sha1$4294967295$uV7PTeux$I9oHnvwPZHMO0Nq6/WgyGV/tDJIH",
        "$md5,rounds=4294963199$RPgLa6IJ$WTvAlUJ7MqH5xak2FMEwS/",
        "_zzzzABw0WIKy0ILVqo2",
        "$2b$16$abcdefghijklmnopqrstuuoD8yw7MmybLKVooaTGGZAt3HXugv2.a",
        "$2b$31$abcdefghijklmnopqrstuuoD8yw7MmybLKVooaTGGZAt3HXugv2.a",

        // N of 2^31 at r = 8; N of 2^18 at r = 32 (1 GiB); little memory but 2^29 lanes, or 2^29 passes.
        "$7$T6..../....SodiumChloride$ENlyo6fGw4PCcDBOFepfSZjFUnVatHzCcW55.ZGz3B0",
        "$y$jFT$abcdefghijklmnop$hVVTXxzewMGVv/k1r9.2FGB8ALAYj3lKQBX2y6u1238",
        "$gy$jFT$abcdefghijklmnop$hVVTXxzewMGVv/k1r9.2FGB8ALAYj3lKQBX2y6u1238",
        "$7$36..../...zSodiumChloride$ENlyo6fGw4PCcDBOFepfSZjFUnVatHzCcW55.ZGz3B0",
        "$7$86..../z..SodiumChloride$ENlyo6fGw4PCcDBOFepfSZjFUnVatHzCcW55.ZGz3B0",
        "$7$0zzzzzzzzzzSodiumChloride$ENlyo6fGw4PCcDBOFepfSZjFUnVatHzCcW55.ZGz3B0",
        "$y$j75/zzzzzz$abcdefghijklmnop$hVVTXxzewMGVv/k1r9.2FGB8ALAYj3lKQBX2y6u1238",
        "$y$j7zzzzzz$abcdefghijklmnop$hVVTXxzewMGVv/k1r9.2FGB8ALAYj3lKQBX2y6u1238",
        "$argon2d$v=19$m=262145,t=1,p=1$c29tZXNhbHQ$tsEVYKap1h6scGt5ovl9aLRGOqOth+AMB+KwHpDFZPs",
        "$argon2i$m=4294967295,t=1,p=1$c29tZXNhbHQ$tsEVYKap1h6scGt5ovl9aLRGOqOth+AMB+KwHpDFZPs",
        "$argon2i$m=65536,t=17,p=1$c29tZXNhbHQ$tsEVYKap1h6scGt5ovl9aLRGOqOth+AMB+KwHpDFZPs",
        "$argon2i$m=256,t=4294967295,p=1$c29tZXNhbHQ$tsEVYKap1h6scGt5ovl9aLRGOqOth+AMB+KwHpDFZPs",
        "$argon2i$m=256,t=99999999999999999999999999,p=1$c29tZXNhbHQ$tsEVYKap1h6scGt5ovl9aLRGOqOth+AMB+KwHpDFZPs",
        "$argon2i$m=256,t=1,p=17$c29tZXNhbHQ$tsEVYKap1h6scGt5ovl9aLRGOqOth+AMB+KwHpDFZPs",
    ];

    /// <summary>Values that no password has, whatever it is.</summary>
    public static TheoryData<string> Malformed =>
    [
        "{CRYPT}*0", "{CRYPT}*1", "{CRYPT}!", "{CRYPT}x", "{CRYPT}", "{DES-CRYPT}ab", "{CRYPT}$", "{CRYPT}$$", "{CRYPT}_", "{CRYPT}$2", "{CRYPT}$2$", "{CRYPT}$6$", "{CRYPT}$9$x$y",
        "{CRYPT}!$1$GgvxyNz8$OjZhLh4P.gF1lxYEbLZ3e/",
        "{CRYPT}$1$GgvxyNz8$OjZhLh4P.gF1lxYEbLZ3e/$x",
        "{MD5-CRYPT}$1$morethaneight$OjZhLh4P.gF1lxYEbLZ3e/",
        "{MD5-CRYPT}$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1",
        "{BLF-CRYPT}$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1",
        "$6$morethansixteenchars$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1",
        "$6$rounds=999$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1",
        "$6$rounds=$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1",
        "$6$rounds=-5000$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1",
        "$6$sält$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1",
        "$2$04$abcdefghijklmnopqrstuuoD8yw7MmybLKVooaTGGZAt3HXugv2.a.", "$2b$03$abcdefghijklmnopqrstuuoD8yw7MmybLKVooaTGGZAt3HXugv2.a",
        "$2b$99$abcdefghijklmnopqrstuuoD8yw7MmybLKVooaTGGZAt3HXugv2.a", "$2c$04$abcdefghijklmnopqrstuuoD8yw7MmybLKVooaTGGZAt3HXugv2.a",
        "$y$.9T$abcdefghijklmnop$MrX.GWzhD8wwrxflP68nwkiFLfUjfROqYhySuHnfRHB$x", "$y$k9T$abcdefghijklmnop$MrX.GWzhD8wwrxflP68nwkiFLfUjfROqYhySuHnfRHB",
        "$y$j9T$a$MrX.GWzhD8wwrxflP68nwkiFLfUjfROqYhySuHnfRHB", "$y$j9T$az$MrX.GWzhD8wwrxflP68nwkiFLfUjfROqYhySuHnfRHB", "$y$$$", "$y$z", "$7$", "$7$z", "$gy$",
        "_....abcdABCDEFGHIJK",
        "{PLAIN-MD4}db346d691d7acc4dc2625db19f9e3f5", "{PLAIN-MD4}zz346d691d7acc4dc2625db19f9e3f52", "{PLAIN-MD4.b64}db346d691d7acc4dc2625db19f9e3f52", "{PLAIN-MD4.hex}Z9Pa/vY/8AYDru83ac+/DQ==", "{PLAIN-MD4}",
        "$apr1$", "$apr1$a$b", "$apr1$morethaneight$HqJZimcKQFAMYayBlzkrA/", "$apr1$r31.....$HqJZimcKQFAMYayBlzkrA/$",
        "$argon2d$", "$argon2d$v=18$m=256,t=2,p=2$c29tZXNhbHQ$tsEVYKap1h6scGt5ovl9aLRGOqOth+AMB+KwHpDFZPs", "$argon2i$m=256,t=0,p=2$c29tZXNhbHQ$tsEVYKap1h6scGt5ovl9aLRGOqOth+AMB+KwHpDFZPs",
        "$argon2i$m=8,t=2,p=2$c29tZXNhbHQ$tsEVYKap1h6scGt5ovl9aLRGOqOth+AMB+KwHpDFZPs", "$argon2i$m=0256,t=2,p=2$c29tZXNhbHQ$tsEVYKap1h6scGt5ovl9aLRGOqOth+AMB+KwHpDFZPs",
        "$argon2i$t=2,m=256,p=2$c29tZXNhbHQ$tsEVYKap1h6scGt5ovl9aLRGOqOth+AMB+KwHpDFZPs", "$argon2i$m=256,t=2,p=2$c29t$tsEVYKap1h6scGt5ovl9aLRGOqOth+AMB+KwHpDFZPs",
        "$argon2i$m=256,t=2,p=2$c29tZXNhbHR$tsEVYKap1h6scGt5ovl9aLRGOqOth+AMB+KwHpDFZPs", "$argon2i$m=256,t=2,p=2$c29t ZXNhbHQ$tsEVYKap1h6scGt5ovl9aLRGOqOth+AMB+KwHpDFZPs",
        "$argon2i$m=256,t=2,p=2,keyid=AAAA$c29tZXNhbHQ$tsEVYKap1h6scGt5ovl9aLRGOqOth+AMB+KwHpDFZPs", "$argon2i$m=256,t=2,p=2$c29tZXNhbHQ=$tsEVYKap1h6scGt5ovl9aLRGOqOth+AMB+KwHpDFZPs=",
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public void No_beginning_of_a_value_matches_and_none_throws(string stored, string password)
    {
        byte[] bytes = System.Text.Encoding.Latin1.GetBytes(password);
        Assert.Equal(PasswordCheckResult.Match, Verifier.Verify(stored, bytes).Result);

        // Argon2's tag may have any length from 4 bytes on, and bigcrypt is a chain of blocks of which the first is a DES value by itself.
        bool anyLength = stored.StartsWith("$argon2", StringComparison.Ordinal) || stored.Length > 100 && !stored.StartsWith('$');
        for (int length = 0; length < stored.Length; length++)
        {
            PasswordCheck check = Verifier.Verify(stored[..length], bytes);
            Assert.True(
                check.Result == PasswordCheckResult.Unusable || (anyLength && (check.Result == PasswordCheckResult.Mismatch || check.Scheme == "DES-CRYPT")),
                $"{stored[..length]} is {check.Result}");
        }
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void No_value_with_one_character_changed_matches_and_none_throws(string stored, string password)
    {
        byte[] bytes = System.Text.Encoding.Latin1.GetBytes(password);
        for (int at = stored.IndexOf('}', StringComparison.Ordinal) + 1; at < stored.Length; at++)
        {
            foreach (char c in "\0$a\uD800")
            {
                // In hexadecimal the case of a digit makes no difference, and for ASCII neither does bcrypt's letter.
                if (char.ToUpperInvariant(stored[at]) != char.ToUpperInvariant(c) && !(at == 2 && stored.StartsWith("$2", StringComparison.Ordinal)))
                {
                    string changed = string.Concat(stored.AsSpan(0, at), [c], stored.AsSpan(at + 1));
                    PasswordCheckResult result = Verifier.Verify(changed, bytes).Result;
                    Assert.True(result != PasswordCheckResult.Match, changed);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_value_is_refused_without_a_large_allocation(string stored)
    {
        // Parsed alone: what is let through here would be computed for hours.
        StoredPassword parts = StoredPassword.Read(stored, "CRYPT");
        IPasswordScheme scheme = LegacyPasswordSchemes.All.Single(scheme => scheme.Claims(StoredPassword.Read(stored, "CRYPT")));
        scheme.Parse(parts, new PasswordLimits(), out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        PasswordHash? hash = scheme.Parse(parts, new PasswordLimits(), out string? problem);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16_384);
        Assert.Null(hash);
        Assert.Contains("passwords.limits.", problem, StringComparison.Ordinal);
    }

    /// <summary>128 times N times r bytes, as scrypt's paper and crypt(5) count: the limit itself is let through, the next larger r is not.</summary>
    [Theory]
    [InlineData("$7$G6..../....SodiumChloride$RtHRLc8aJXaxUOgjCX4r4XxJzP/xpRLtQ3C/BWqKvs9", true)]
    [InlineData("$7$G7..../....SodiumChloride$RtHRLc8aJXaxUOgjCX4r4XxJzP/xpRLtQ3C/BWqKvs9", false)]
    [InlineData("$7$EU..../....abcd$VCPSDJROEwX3innoUxO3ky3EBnq29/6b.UMhFRK3Ta9", true)]
    [InlineData("$7$EV..../....abcd$VCPSDJROEwX3innoUxO3ky3EBnq29/6b.UMhFRK3Ta9", false)]
    [InlineData("$y$jDT$abcdefgh$SuygI5gZe0/Y5GzwzmzySWGWMF5AnmCfDDS2EngBjI5", true)]
    [InlineData("$y$jDU$abcdefgh$SuygI5gZe0/Y5GzwzmzySWGWMF5AnmCfDDS2EngBjI5", false)]
    public void The_memory_that_the_limit_says_is_not_over_it(string stored, bool isLetThrough)
    {
        StoredPassword parts = StoredPassword.Read(stored);
        IPasswordScheme scheme = LegacyPasswordSchemes.All.Single(scheme => scheme.Claims(StoredPassword.Read(stored)));
        Assert.Equal(isLetThrough, scheme.Parse(parts, new PasswordLimits(), out string? problem) is not null);
        Assert.Equal(isLetThrough, problem is null);
    }

    [Fact]
    public void A_value_of_two_megabytes_is_refused_without_a_large_allocation()
    {
        foreach (string beginning in (string[])["{CRYPT}$6$", "{DES-CRYPT}", "$argon2i$m=256,t=2,p=2$", "{PLAIN-MD4}", "$apr1$"])
        {
            string stored = beginning + new string('a', 2 << 20);
            Verifier.Verify(stored, "test"u8);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal(PasswordCheckResult.Unusable, Verifier.Verify(stored, "test"u8).Result);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16_384);
        }
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_value_is_unusable_for_every_password(string stored)
    {
        foreach (string password in (string[])["test", "x", "*0", "*1"])
        {
            PasswordCheck check = Verifier.Verify(stored, System.Text.Encoding.UTF8.GetBytes(password));
            Assert.Equal(PasswordCheckResult.Unusable, check.Result);
            Assert.DoesNotContain("saltstring", check.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_limit_that_is_raised_lets_a_value_through_and_one_that_is_lowered_refuses_it()
    {
        (string stored, string password) = First("libxcrypt/sunmd5.txt");
        byte[] bytes = System.Text.Encoding.Latin1.GetBytes(password);
        Assert.Equal(PasswordCheckResult.Match, With(limits => limits.CryptRounds = 1_000).Verify(stored, bytes).Result);
        (stored, password) = First("passlib/bsdi-crypt.txt");
        Assert.Equal(PasswordCheckResult.Unusable, With(limits => limits.CryptRounds = 100).Verify(stored, System.Text.Encoding.Latin1.GetBytes(password)).Result);
        (stored, password) = First("libxcrypt/yescrypt.txt");
        Assert.Equal(PasswordCheckResult.Unusable, With(limits => limits.ScryptMemoryKiB = 8).Verify(stored, System.Text.Encoding.Latin1.GetBytes(password)).Result);
    }

    private static PasswordVerifier With(Action<PasswordLimits> change)
    {
        var options = new PasswordOptions { DefaultScheme = "CRYPT" };
        change(options.Limits);
        return new PasswordVerifier(options, LegacyPasswordSchemes.All);
    }

    private static (string Stored, string Password) First(string file) => Text(VectorFile.Read(file)[0]);

    private static (string Stored, string Password) Longest(string file) => Text(VectorFile.Read(file).MaxBy(vector => vector.Stored.Length));

    private static (string Stored, string Password) Text((string Stored, byte[] Password) vector) => (vector.Stored, System.Text.Encoding.Latin1.GetString(vector.Password));
}
