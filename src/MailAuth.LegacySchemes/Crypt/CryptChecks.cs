using System.Buffers;
using MailAuth.Passwords;

namespace MailAuth.LegacySchemes.Crypt;

/// <summary>
/// The forms and the limits of each family, yescrypt's apart. Formats as in libxcrypt's crypt(5). The work is in microseconds, roughly: libxcrypt
/// 4.4 on one core of the machine where Argon2 fills a KiB in one.
/// </summary>
internal static class CryptChecks
{
    private const int Md5ChecksumLength = 22;
    private const int NtChecksumLength = 32;

    private static readonly SearchValues<char> LowerHexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary><c>$6$[rounds=N$]salt$</c> and 86 characters.</summary>
    public static string? Sha512(ReadOnlySpan<char> value, PasswordLimits limits, out HashCost cost) => Sha(value, 86, 0.3, limits, out cost);

    /// <summary><c>$5$[rounds=N$]salt$</c> and 43 characters.</summary>
    public static string? Sha256(ReadOnlySpan<char> value, PasswordLimits limits, out HashCost cost) => Sha(value, 43, 0.4, limits, out cost);

    /// <summary><c>$1$salt$</c> and 22 characters.</summary>
    public static string? Md5(ReadOnlySpan<char> value, PasswordLimits limits, out HashCost cost)
    {
        cost = new HashCost(0, 150);
        ReadOnlySpan<char> rest = value["$1$".Length..];
        return CryptText.TryTakeToDollar(ref rest, out ReadOnlySpan<char> salt) && salt.Length <= 8 && CryptText.IsPrintable(salt)
            && CryptText.IsChecksum(rest, Md5ChecksumLength) ? null : CryptFamily.Malformed;
    }

    /// <summary><c>$3$$</c> and 32 hexadecimal digits, the lower-case ones that libcrypt writes.</summary>
    public static string? Nt(ReadOnlySpan<char> value, PasswordLimits limits, out HashCost cost)
    {
        cost = new HashCost(0, 2);
        ReadOnlySpan<char> rest = value["$3$".Length..];
        return CryptText.TryTake(ref rest, "$") && rest.Length == NtChecksumLength && !rest.ContainsAnyExcept(LowerHexadecimal) ? null : CryptFamily.Malformed;
    }

    /// <summary><c>$sha1$iterations$salt$</c> and 28 characters.</summary>
    public static string? Sha1(ReadOnlySpan<char> value, PasswordLimits limits, out HashCost cost)
    {
        cost = default;
        ReadOnlySpan<char> rest = value["$sha1$".Length..];
        if (!CryptText.TryTakeNumber(ref rest, out long iterations) || !CryptText.TryTake(ref rest, "$")
            || !CryptText.TryTakeToDollar(ref rest, out ReadOnlySpan<char> salt) || salt.Length is 0 or > 64 || !CryptText.IsAlphabet(salt)
            || !CryptText.IsChecksum(rest, 28))
        {
            return CryptFamily.Malformed;
        }

        return Rounds(iterations, 0.8, limits, out cost);
    }

    /// <summary>
    /// <c>$md5[,rounds=N]$salt$</c> and 22 characters; a second dollar sign before these belongs to the salt, and <c>rounds=</c> may also follow
    /// a dollar sign: both are faults of Solaris's that its values keep.
    /// </summary>
    public static string? SunMd5(ReadOnlySpan<char> value, PasswordLimits limits, out HashCost cost)
    {
        cost = default;
        ReadOnlySpan<char> rest = value["$md5".Length..];
        bool comma = CryptText.TryTake(ref rest, ",");
        if (!comma && !CryptText.TryTake(ref rest, "$"))
        {
            return CryptFamily.Malformed;
        }

        long rounds = 0;
        if (CryptText.TryTake(ref rest, "rounds=") ? !CryptText.TryTakeNumber(ref rest, out rounds) || !CryptText.TryTake(ref rest, "$") : comma)
        {
            return CryptFamily.Malformed;
        }

        if (!CryptText.TryTakeToDollar(ref rest, out ReadOnlySpan<char> salt) || !CryptText.IsAlphabet(salt))
        {
            return CryptFamily.Malformed;
        }

        CryptText.TryTake(ref rest, "$");
        return CryptText.IsChecksum(rest, Md5ChecksumLength) ? Rounds(rounds, 1.5, limits, out cost, always: 4_096) : CryptFamily.Malformed;
    }

    /// <summary><c>$2a$NN$</c> (or b, x, y), 22 characters of salt and 31 of checksum.</summary>
    public static string? Bcrypt(ReadOnlySpan<char> value, PasswordLimits limits, out HashCost cost)
    {
        cost = default;
        if (value.Length != 60 || value[2] is not ('a' or 'b' or 'x' or 'y') || value[3] != '$' || value[6] != '$'
            || !char.IsAsciiDigit(value[4]) || !char.IsAsciiDigit(value[5]) || !CryptText.IsAlphabet(value[7..]))
        {
            return CryptFamily.Malformed;
        }

        int logRounds = ((value[4] - '0') * 10) + (value[5] - '0');
        if (logRounds is < 4 or > 31)
        {
            return CryptFamily.Malformed;
        }

        cost = new HashCost(4, 45L << logRounds);
        return logRounds > limits.BcryptCost ? $"its cost is over {limits.BcryptCost} (passwords.limits.bcryptCost)" : null;
    }

    /// <summary>An underscore, four characters of count, four of salt, 11 of checksum.</summary>
    public static string? Bsdi(ReadOnlySpan<char> value, PasswordLimits limits, out HashCost cost)
    {
        cost = default;
        ReadOnlySpan<char> rest = value[1..];
        return CryptText.TryTakeFixed(ref rest, 4, out uint count) && count > 0 && CryptText.IsChecksum(rest, 4 + 11)
            ? Rounds(count, 0.2, limits, out cost)
            : CryptFamily.Malformed;
    }

    /// <summary>Two characters of salt, 11 of checksum.</summary>
    public static string? Des(ReadOnlySpan<char> value, PasswordLimits limits, out HashCost cost)
    {
        cost = new HashCost(0, 5);
        return CryptText.IsChecksum(value, 2 + 11) ? null : CryptFamily.Malformed;
    }

    /// <summary>Two characters of salt, 2 to 16 times 11 of checksum.</summary>
    public static string? Bigcrypt(ReadOnlySpan<char> value, PasswordLimits limits, out HashCost cost)
    {
        int blocks = (value.Length - 2) / 11;
        cost = new HashCost(0, 5L * blocks);
        return blocks is >= 2 and <= 16 && CryptText.IsChecksum(value, 2 + (11 * blocks)) ? null : CryptFamily.Malformed;
    }

    private static string? Sha(ReadOnlySpan<char> value, int checksumLength, double roundCost, PasswordLimits limits, out HashCost cost)
    {
        cost = default;
        long rounds = 5_000;
        ReadOnlySpan<char> rest = value["$5$".Length..];
        if (CryptText.TryTake(ref rest, "rounds=")
            && (!CryptText.TryTakeNumber(ref rest, out rounds) || !CryptText.TryTake(ref rest, "$") || rounds < 1_000))
        {
            return CryptFamily.Malformed;
        }

        if (!CryptText.TryTakeToDollar(ref rest, out ReadOnlySpan<char> salt) || salt.Length > 16 || !CryptText.IsPrintable(salt)
            || !CryptText.IsChecksum(rest, checksumLength))
        {
            return CryptFamily.Malformed;
        }

        if (rounds > limits.ShaCryptRounds)
        {
            return $"its rounds are over {limits.ShaCryptRounds} (passwords.limits.shaCryptRounds)";
        }

        cost = new HashCost(0, (long)(rounds * roundCost));
        return null;
    }

    private static string? Rounds(long rounds, double roundCost, PasswordLimits limits, out HashCost cost, int always = 0)
    {
        bool over = rounds > limits.CryptRounds;
        cost = over ? default : new HashCost(0, (long)((rounds + always) * roundCost));
        return over ? $"its rounds are over {limits.CryptRounds} (passwords.limits.cryptRounds)" : null;
    }
}
