using MailAuth.Passwords;

namespace MailAuth.LegacySchemes.Crypt;

/// <summary>
/// Reads and limits the values of scrypt (<c>$7$</c>) and yescrypt (<c>$y$</c>, <c>$gy$</c>), as written by libxcrypt: parameters, salt, 43 characters.
/// As strict as libcrypt, which tells its refusals from a wrong password by nothing.
/// </summary>
internal static class YescryptText
{
    private const int ChecksumLength = 43;

    /// <summary>libcrypt wants the value, a checksum and a NUL more in its buffer.</summary>
    private const int LongestValue = CryptLibrary.LongestValue - 1 - ChecksumLength;

    /// <summary>yescrypt's read-write mode with the only flavour that there is (6 rounds, gather 4, simple 2, 12 KiB boxes), and its write-once mode.</summary>
    private const uint ReadWriteFlavour = 2 + (0xB4 >> 2), WriteOnceFlavour = 1;

    /// <summary>What the boxes of one lane take in read-write mode, rounded up.</summary>
    private const long BoxesKiB = 13;

    /// <summary>Judges <c>$7$</c>: N in one character, r and p in five each, then the salt as it is.</summary>
    public static string? CheckScrypt(ReadOnlySpan<char> value, PasswordLimits limits, out HashCost cost)
    {
        cost = default;
        ReadOnlySpan<char> rest = value["$7$".Length..];
        if (!CryptText.TryTakeFixed(ref rest, 1, out uint logN)
            || !CryptText.TryTakeFixed(ref rest, 5, out uint r)
            || !CryptText.TryTakeFixed(ref rest, 5, out uint p)
            || !CryptText.TryTakeToDollar(ref rest, out ReadOnlySpan<char> salt)
            || !CryptText.IsAlphabet(salt)
            || !CryptText.IsChecksum(rest, ChecksumLength)
            || value.Length > LongestValue)
        {
            return CryptFamily.Malformed;
        }

        return CheckCost(new Parameters { LogN = logN, R = r, P = p }, limits, out cost);
    }

    /// <summary>Judges <c>$y$</c> and <c>$gy$</c>: numbers of variable length, a dollar sign, the salt in base 64.</summary>
    public static string? CheckYescrypt(ReadOnlySpan<char> value, PasswordLimits limits, out HashCost cost)
    {
        cost = default;
        ReadOnlySpan<char> rest = value[(value.IndexOf('y') + 2)..];
        if (!TryTakeParameters(ref rest, out Parameters parameters)
            || !CryptText.TryTakeToDollar(ref rest, out ReadOnlySpan<char> salt)
            || !IsSalt(salt)
            || !CryptText.IsChecksum(rest, ChecksumLength)
            || value.Length > LongestValue)
        {
            return CryptFamily.Malformed;
        }

        return CheckCost(parameters, limits, out cost);
    }

    private static bool TryTakeParameters(ref ReadOnlySpan<char> text, out Parameters parameters)
    {
        parameters = default;
        if (!TryTakeNumber(ref text, 0, out uint flavour) || !TryTakeNumber(ref text, 1, out uint logN) || !TryTakeNumber(ref text, 1, out uint r))
        {
            return false;
        }

        uint p = 1, t = 0, upgrades = 0, logRom = 0;
        if (!text.StartsWith('$')
            && (!TryTakeNumber(ref text, 1, out uint present)
                || ((present & 1) != 0 && !TryTakeNumber(ref text, 2, out p))
                || ((present & 2) != 0 && !TryTakeNumber(ref text, 1, out t))
                || ((present & 4) != 0 && !TryTakeNumber(ref text, 1, out upgrades))
                || ((present & 8) != 0 && !TryTakeNumber(ref text, 1, out logRom))))
        {
            return false;
        }

        parameters = new Parameters { Flavour = flavour, LogN = logN, R = r, P = p, T = t };

        // Upgraded hashes and ones over a large table in ROM: libcrypt has neither.
        return CryptText.TryTake(ref text, "$") && upgrades == 0 && logRom == 0
            && (flavour is ReadWriteFlavour or WriteOnceFlavour || (flavour == 0 && t == 0));
    }

    /// <summary>
    /// Takes a number of yescrypt's: the first character says by its range how many follow. The ranges are 48 characters for none,
    /// then 8, 4, 2 and 1 (half of what is left, each).
    /// </summary>
    private static bool TryTakeNumber(ref ReadOnlySpan<char> text, uint least, out uint number)
    {
        number = 0;
        if (text.IsEmpty || CryptText.ValueOf(text[0]) is not (>= 0 and var first))
        {
            return false;
        }

        int start = 0, end = 47, more = 0;
        ulong sum = least;
        for (; first > end; more++)
        {
            sum += (ulong)(end + 1 - start) << (6 * more);
            start = end + 1;
            end = start + ((62 - end) / 2);
        }

        if (text.Length <= more)
        {
            return false;
        }

        sum += (ulong)(first - start) << (6 * more);
        for (int i = 1; i <= more; i++)
        {
            int value = CryptText.ValueOf(text[i]);
            if (value < 0)
            {
                return false;
            }

            sum += (ulong)value << (6 * (more - i));
        }

        number = (uint)Math.Min(sum, uint.MaxValue);
        text = text[(more + 1)..];
        return true;
    }

    /// <summary>At most 64 bytes, whole ones: bits of the last character that belong to no byte are zero.</summary>
    private static bool IsSalt(ReadOnlySpan<char> salt)
    {
        if (salt.Length > 86 || salt.Length % 4 == 1 || !CryptText.IsAlphabet(salt))
        {
            return false;
        }

        int last = salt.IsEmpty ? 0 : CryptText.ValueOf(salt[^1]);
        return (salt.Length % 4) switch { 2 => last < 4, 3 => last < 16, _ => true };
    }

    private static string? CheckCost(Parameters parameters, PasswordLimits limits, out HashCost cost)
    {
        cost = default;
        (uint r, uint p, uint t) = (parameters.R, parameters.P, parameters.T);
        if (parameters.LogN < 2 || r < 1 || p < 1)
        {
            return CryptFamily.Malformed;
        }

        if (parameters.LogN > 31 || (ulong)r * p >= 1 << 30)
        {
            return OverLimit(limits);
        }

        long n = 1L << (int)parameters.LogN;
        bool readWrite = parameters.Flavour == ReadWriteFlavour;
        if (readWrite && n / p <= 3)
        {
            return CryptFamily.Malformed;
        }

        // r and p are under 2^30 and n under 2^32: nothing overflows. The vectors, the lanes' blocks, the work space, the boxes. The limit is for the vectors,
        // which N and r say; so that 256 MiB of them are not over 256 MiB, the rest may be a 64th of it more.
        long memoryKiB = ((long)r * (n + p + 2) / 8) + 1 + (readWrite ? BoxesKiB * p : 0);
        long mostKiB = limits.ScryptMemoryKiB + (limits.ScryptMemoryKiB / 64L);
        if (r * n / 8 > limits.ScryptMemoryKiB || memoryKiB > mostKiB)
        {
            return OverLimit(limits);
        }

        // Without read-write mode the lanes follow one another over the same memory; t adds passes.
        Int128 work = (Int128)memoryKiB * (readWrite ? 1 : p) * ((Int128)t + 1);
        if (work > 4 * mostKiB)
        {
            return $"its work, memory times lanes or passes, is over {4L * limits.ScryptMemoryKiB} KiB (four times passwords.limits.scryptMemoryKiB)";
        }

        cost = new HashCost((int)memoryKiB, (long)work * (readWrite ? 1 : 2));
        return null;
    }

    private static string OverLimit(PasswordLimits limits) => $"its memory is over {limits.ScryptMemoryKiB} KiB (passwords.limits.scryptMemoryKiB)";

    private readonly struct Parameters
    {
        public uint Flavour { get; init; }

        public uint LogN { get; init; }

        public uint R { get; init; }

        public uint P { get; init; }

        public uint T { get; init; }
    }
}
