using System.Security.Cryptography;
using System.Text;
using MailAuth.Passwords;

namespace MailAuth.LegacySchemes.Crypt;

/// <summary>
/// The crypt(3) families, by the system's libcrypt. Names as Dovecot has them: <c>CRYPT</c>, <c>DES-CRYPT</c>, <c>SHA256-CRYPT</c> and
/// <c>SHA512-CRYPT</c> each stand for any value that crypt(3) takes; every other name stands for its own family.
/// </summary>
internal sealed class CryptScheme : IPasswordScheme
{
    private const string Library = "libcrypt";

    /// <summary>128 bits: what bcrypt holds, yescrypt's default, and more than SHA-crypt's 16 characters take.</summary>
    private const int SaltLength = 16;

    private static readonly string[] NamesOfAny = ["CRYPT", "DES-CRYPT", "SHA256-CRYPT", "SHA512-CRYPT"];

    private IReadOnlyList<PasswordSchemeInfo>? infos;

    public string Name => "crypt(3)";

    public IReadOnlyList<PasswordSchemeInfo> Schemes => infos ??=
    [
        new("CRYPT", Library) { Problem = CryptLibrary.System is null ? CryptFamilies.Bcrypt.Problem : null },

        // Without libcrypt bcrypt is left to the core.
        .. CryptFamilies.All
            .Where(family => family.IsThere || family != CryptFamilies.Bcrypt)
            .Select(family => new PasswordSchemeInfo(family.Name, Library) { IsWeak = family.IsWeak, CanHash = family.CanMake, Problem = family.Problem }),
    ];

    public bool Claims(in StoredPassword stored) => Family(stored, out _) is not null;

    public PasswordHash? Parse(in StoredPassword stored, PasswordLimits limits, out string? problem)
    {
        CryptFamily? family = Family(stored, out ReadOnlySpan<char> value);
        HashCost cost = default;
        problem = family is null || value.Length > CryptLibrary.LongestValue ? CryptFamily.Malformed : family.Check(value, limits, out cost) ?? family.Problem;
        return problem is null && CryptLibrary.System is { } library ? new CryptHash(library, family!, cost, value) : null;
    }

    /// <summary>Made at the family's own cost; <paramref name="cost"/> is Argon2's.</summary>
    /// <exception cref="ArgumentException">The password is longer than the family's values can tell apart, or than libcrypt takes.</exception>
    /// <exception cref="CryptographicException">libcrypt made none, for want of memory or by a rule of the system's.</exception>
    public string Hash(string scheme, ReadOnlySpan<byte> password, Argon2Options cost)
    {
        CryptFamily? family = CryptFamilies.All.FirstOrDefault(family => family.CanMake && family.Name.Equals(scheme, StringComparison.OrdinalIgnoreCase));
        if (family?.Making is not { } making || CryptLibrary.System is not { } library)
        {
            throw new NotSupportedException($"{Name} makes no {scheme} values here.");
        }

        if (password.Length > family.LongestNewPassword)
        {
            throw new ArgumentException($"A password to be stored as {family.Name} is at most {family.LongestNewPassword} bytes.", nameof(password));
        }

        Span<byte> salt = stackalloc byte[SaltLength];
        RandomNumberGenerator.Fill(salt);
        string value = library.Make(password, Encoding.ASCII.GetBytes(making.Prefix + "\0"), making.Count, salt)
            ?? throw new CryptographicException($"libcrypt made no {family.Name} value.");
        return $"{{{family.Name}}}{value}";
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
