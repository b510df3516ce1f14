using MailAuth.Passwords;

namespace MailAuth.LegacySchemes.Crypt;

/// <summary>
/// The crypt(3) families, by the system's libcrypt. Names as Dovecot has them: <c>CRYPT</c>, <c>DES-CRYPT</c>, <c>SHA256-CRYPT</c> and
/// <c>SHA512-CRYPT</c> each stand for any value that crypt(3) takes; every other name stands for its own family.
/// </summary>
internal sealed class CryptScheme : IPasswordScheme
{
    private const string Library = "libcrypt";

    private static readonly string[] NamesOfAny = ["CRYPT", "DES-CRYPT", "SHA256-CRYPT", "SHA512-CRYPT"];

    public string Name => "crypt(3)";

    public IReadOnlyList<PasswordSchemeInfo> Schemes { get; } =
    [
        new("CRYPT", Library) { Problem = CryptLibrary.System is null ? CryptFamilies.Bcrypt.Problem : null },

        // Without libcrypt bcrypt is left to the core.
        .. CryptFamilies.All
            .Where(family => family.IsThere || family != CryptFamilies.Bcrypt)
            .Select(family => new PasswordSchemeInfo(family.Name, Library) { IsWeak = family.IsWeak, Problem = family.Problem }),
    ];

    public bool Claims(in StoredPassword stored) => Family(stored, out _) is not null;

    public PasswordHash? Parse(in StoredPassword stored, PasswordLimits limits, out string? problem)
    {
        CryptFamily? family = Family(stored, out ReadOnlySpan<char> value);
        HashCost cost = default;
        problem = family is null || value.Length > CryptLibrary.LongestValue ? CryptFamily.Malformed : family.Check(value, limits, out cost) ?? family.Problem;
        return problem is null && CryptLibrary.System is { } library ? new CryptHash(library, family!, cost, value) : null;
    }

    /// <summary>The family of a value whose name and beginning fit each other, and the crypt(3) value itself; null where they don't fit, or another scheme serves it.</summary>
    private static CryptFamily? Family(in StoredPassword stored, out ReadOnlySpan<char> value)
    {
        value = stored.Value;
        bool named = stored.IsUnnamed && (TryTakeDjangoPrefix(ref value) || value.StartsWith('$'));
        CryptFamily? family = CryptFamilies.Find(value);
        if (family is null || (family == CryptFamilies.Bcrypt && !family.IsThere))
        {
            return null;
        }

        bool isMd5 = family.Prefix == "$1$";
        if (isMd5 && !stored.HasPrefix)
        {
            value = WithoutIgnoredEnd(value);
        }

        named |= stored.Names(family.Name) || (isMd5 && stored.Names("MD5"));
        foreach (string any in NamesOfAny)
        {
            named |= stored.Names(any);
        }

        return named ? family : null;
    }

    /// <summary>Django's <c>bcrypt$</c> before a bcrypt value; its <c>crypt$</c>, the value's first two characters or nothing, and a dollar sign before any.</summary>
    private static bool TryTakeDjangoPrefix(ref ReadOnlySpan<char> value)
    {
        if (value.StartsWith("bcrypt$$2", StringComparison.Ordinal))
        {
            return CryptText.TryTake(ref value, "bcrypt$");
        }

        return CryptText.TryTake(ref value, "crypt$")
            && CryptText.TryTakeToDollar(ref value, out ReadOnlySpan<char> salt)
            && (salt.IsEmpty || (salt.Length >= 2 && value.StartsWith(salt[..2], StringComparison.Ordinal)));
    }

    /// <summary>As Dovecot has it: in MD5-CRYPT without a prefix, whatever follows the checksum and a dollar sign is ignored.</summary>
    private static ReadOnlySpan<char> WithoutIgnoredEnd(ReadOnlySpan<char> value)
    {
        ReadOnlySpan<char> rest = value["$1$".Length..];
        int end = CryptText.TryTakeToDollar(ref rest, out _) ? rest.IndexOf('$') : -1;
        return end < 0 ? value : value[..^(rest.Length - end)];
    }
}
