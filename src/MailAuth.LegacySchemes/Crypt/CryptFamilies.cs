namespace MailAuth.LegacySchemes.Crypt;

/// <summary>The families of crypt(3) values, and which of them a value is of.</summary>
internal static class CryptFamilies
{
    /// <summary>The rounds of new SHA-crypt values: libcrypt's own 5,000 are of 2007. Some 40 milliseconds, and a tenth of what <c>passwords.limits.shaCryptRounds</c> lets through.</summary>
    private const uint NewShaRounds = 100_000;

    private static readonly CryptFamily Des = new("DES-CRYPT", "", "ab\0"u8, CryptChecks.Des) { IsWeak = true, SignificantBytes = 8 };
    private static readonly CryptFamily Bigcrypt = new("BIGCRYPT", "", "ab......................\0"u8, CryptChecks.Bigcrypt) { IsWeak = true, SignificantBytes = 128 };

    /// <summary>bcrypt, which core can verify too.</summary>
    public static CryptFamily Bcrypt { get; } = new("BLF-CRYPT", "$2", "$2b$04$......................\0"u8, CryptChecks.Bcrypt)
    {
        SignificantBytes = 72, Making = new CryptMaking("$2b$", 12),
    };

    /// <summary>Every family.</summary>
    public static IReadOnlyList<CryptFamily> All { get; } =
    [
        Bcrypt,
        new("YESCRYPT", "$y$", "$y$j/5$....\0"u8, YescryptText.CheckYescrypt) { Making = new CryptMaking("$y$", 0) },
        new("GOST-YESCRYPT", "$gy$", "$gy$j/5$....\0"u8, YescryptText.CheckYescrypt),
        new("SCRYPT", "$7$", "$7$06..../....abcd\0"u8, YescryptText.CheckScrypt),
        new("SHA512-CRYPT", "$6$", "$6$rounds=1000$a\0"u8, CryptChecks.Sha512) { Making = new CryptMaking("$6$", NewShaRounds) },
        new("SHA256-CRYPT", "$5$", "$5$rounds=1000$a\0"u8, CryptChecks.Sha256) { Making = new CryptMaking("$5$", NewShaRounds) },
        new("SHA1-CRYPT", "$sha1$", "$sha1$4$a\0"u8, CryptChecks.Sha1) { IsWeak = true },
        new("SUN-MD5-CRYPT", "$md5", "$md5$a$\0"u8, CryptChecks.SunMd5) { IsWeak = true },
        new("MD5-CRYPT", "$1$", "$1$a\0"u8, CryptChecks.Md5) { IsWeak = true },
        new("NT-CRYPT", "$3$", "$3$\0"u8, CryptChecks.Nt) { IsWeak = true },
        new("BSDI-CRYPT", "_", "_/......a\0"u8, CryptChecks.Bsdi) { IsWeak = true },
        Bigcrypt,
        Des,
    ];

    /// <summary>The family that a value begins as one of; null for a prefix that is none of ours. What has no prefix is DES, or bigcrypt by its length.</summary>
    public static CryptFamily? Find(ReadOnlySpan<char> value)
    {
        foreach (CryptFamily family in All)
        {
            if (family.Prefix.Length > 0 && value.StartsWith(family.Prefix, StringComparison.Ordinal))
            {
                return family;
            }
        }

        return value.StartsWith('$') || value.IsEmpty ? null : value.Length > 2 + 11 ? Bigcrypt : Des;
    }
}
