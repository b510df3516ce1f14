namespace MailAuth.Passwords;

/// <summary>What is known of scheme names beyond the schemes that are registered: Dovecot's list, and what to say of the rest.</summary>
internal static class SchemeNames
{
    private const string Legacy = "it needs AddLegacySchemes() of MailAuth.LegacySchemes";
    private const string NoPassword = "a one-time password is never a plain one";

    private static readonly string[] Crypt = ["CRYPT", "BLF-CRYPT", "MD5-CRYPT", "SHA256-CRYPT", "SHA512-CRYPT", "DES-CRYPT", "MD5"];

    private static readonly (string Name, string Hint)[] Known =
    [
        ("CRYPT", Legacy), ("MD5-CRYPT", Legacy), ("SHA256-CRYPT", Legacy), ("SHA512-CRYPT", Legacy), ("DES-CRYPT", Legacy), ("PLAIN-MD4", Legacy), ("MD5", Legacy),
        ("CRAM-MD5", Legacy), ("HMAC-MD5", Legacy), ("OTP", NoPassword),
    ];

    private static readonly (string Start, string Name)[] SelfNamed =
    [
        ("$argon2id$", "ARGON2ID"), ("$argon2i$", "ARGON2I"), ("$argon2d$", "ARGON2"), ("$2", "BLF-CRYPT"), ("$pbkdf2-sha256$", "PBKDF2-SHA256"), ("$pbkdf2-sha512$", "PBKDF2-SHA512"),
        ("$pbkdf2$", "PBKDF2"), ("$pbkdf2-sha1$", "PBKDF2-SHA1"), ("$5$", "SHA256-CRYPT"), ("$6$", "SHA512-CRYPT"), ("$y$", "CRYPT"), ("$gy$", "CRYPT"), ("$7$", "CRYPT"), ("$sha1$", "CRYPT"), ("$3$", "CRYPT"), ("$md5", "CRYPT"), ("$apr1$", "CRYPT"),
    ];

    /// <summary>Whether the name's values are crypt(3) strings, in which shadow files' tokens stand for "no password".</summary>
    public static bool IsCrypt(in StoredPassword stored)
    {
        foreach (string name in Crypt)
        {
            if (stored.Names(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the name's values are text, so that a suffix means that this text was encoded once more (as <c>doveadm pw -s BLF-CRYPT.hex</c> writes it).</summary>
    public static bool IsText(in StoredPassword stored) =>
        !stored.Names("MD5") && (IsCrypt(stored)
            || stored.SchemeName.StartsWith("ARGON2", StringComparison.OrdinalIgnoreCase)
            || stored.SchemeName.StartsWith("PBKDF2", StringComparison.OrdinalIgnoreCase)
            || stored.SchemeName.StartsWith("SCRAM-", StringComparison.OrdinalIgnoreCase));

    /// <summary>Why nobody claims the value. A name that is not known is not repeated: it may be a part of a password that begins with a brace.</summary>
    public static string WhyUnclaimed(in StoredPassword stored)
    {
        if (stored.IsUnnamed && Recognize(stored) is { } itself)
        {
            return $"scheme {itself} is not registered: {Legacy}";
        }

        if (stored.IsUnnamed)
        {
            return "it has no scheme prefix, does not name itself, and no default scheme is declared (passwords.defaultScheme)";
        }

        foreach ((string name, string hint) in Known)
        {
            if (stored.Names(name))
            {
                return $"scheme {name} is not registered: {hint}";
            }
        }

        return "unknown scheme";
    }

    /// <summary>The name in its usual spelling where it is a known one, or where a value without a scheme begins as one; null for any other text.</summary>
    public static string? Recognize(in StoredPassword stored)
    {
        if (stored.IsUnnamed)
        {
            foreach ((string start, string itself) in SelfNamed)
            {
                if (stored.NamesItself(start))
                {
                    return itself;
                }
            }
        }

        foreach ((string name, _) in Known)
        {
            if (stored.Names(name))
            {
                return name;
            }
        }

        return null;
    }
}
