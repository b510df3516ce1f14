using MailAuth.Passwords;

namespace MailAuth.Sodium;

/// <summary>
/// The numbers of <c>$argon2T$v=19$m=M,t=T,p=P$salt$tag</c>, and whether libsodium takes the text: numbers without leading zeros, base64 without
/// padding and with no bit left over, at least 8 bytes of salt and 16 of tag, at least 8 KiB a lane. Nothing is allocated.
/// </summary>
internal readonly struct Argon2Text
{
    /// <summary>16 bytes in base64 without padding; and 8.</summary>
    public const int LeastTagCharacters = 22;

    private const int LeastSaltCharacters = 11;

    /// <summary>The longest salt and the longest tag, as in the core: 512 bytes.</summary>
    private const int MostCharacters = 683;

    private Argon2Text(bool isHybrid, int memoryKiB, int passes)
    {
        IsHybrid = isHybrid;
        MemoryKiB = memoryKiB;
        Passes = passes;
    }

    /// <summary>Argon2id; otherwise Argon2i.</summary>
    public bool IsHybrid { get; }

    public int MemoryKiB { get; }

    public int Passes { get; }

    /// <summary>How many characters follow the last dollar sign.</summary>
    public static int TagCharacters(ReadOnlySpan<char> text) => text.Length - text.LastIndexOf('$') - 1;

    /// <summary>Reads one. False, and why, where it is malformed or over a limit.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, PasswordLimits limits, out Argon2Text read, out string? problem)
    {
        read = default;
        bool isHybrid = text.StartsWith("$argon2id$", StringComparison.Ordinal);
        ReadOnlySpan<char> rest = text[(isHybrid ? "$argon2id$v=19$" : "$argon2i$v=19$").Length..];
        if (!TryTakeNumber(ref rest, "m=", out long memory) || !TryTakeNumber(ref rest, ",t=", out long passes) || !TryTakeNumber(ref rest, ",p=", out long lanes)
            || !rest.StartsWith('$') || lanes > uint.MaxValue || memory < 8 * lanes)
        {
            problem = "malformed Argon2 parameters";
            return false;
        }

        problem =
            memory > limits.Argon2MemoryKiB ? $"Argon2 memory is over {limits.Argon2MemoryKiB} KiB (passwords.limits.argon2MemoryKiB)"
            : lanes > limits.Argon2Lanes ? $"Argon2 lanes are over {limits.Argon2Lanes} (passwords.limits.argon2Lanes)"
            : passes > limits.Argon2MemoryTimesPassesKiB || memory * passes > limits.Argon2MemoryTimesPassesKiB
                ? $"Argon2 memory times passes is over {limits.Argon2MemoryTimesPassesKiB} KiB (passwords.limits.argon2MemoryTimesPassesKiB)"
            : null;
        if (problem is not null)
        {
            return false;
        }

        rest = rest[1..];
        int end = rest.IndexOf('$');
        if (end < 0 || !IsBase64(rest[..end], LeastSaltCharacters) || !IsBase64(rest[(end + 1)..], LeastTagCharacters))
        {
            problem = "malformed Argon2 salt (8 to 512 bytes) or tag (16 to 512 bytes)";
            return false;
        }

        read = new Argon2Text(isHybrid, (int)memory, (int)passes);
        return true;
    }

    /// <summary>Takes a number of at least 1 without leading zeros; one too long for any limit is given as <see cref="long.MaxValue"/>.</summary>
    private static bool TryTakeNumber(ref ReadOnlySpan<char> text, ReadOnlySpan<char> name, out long number)
    {
        number = 0;
        if (!text.StartsWith(name, StringComparison.Ordinal))
        {
            return false;
        }

        text = text[name.Length..];
        int length = 0;
        for (; length < text.Length && char.IsAsciiDigit(text[length]); length++)
        {
            number = number > long.MaxValue / 16 ? long.MaxValue : (number * 10) + (text[length] - '0');
        }

        bool there = length > 0 && text[0] != '0';
        text = text[length..];
        return there;
    }

    private static bool IsBase64(ReadOnlySpan<char> text, int least)
    {
        if (text.Length < least || text.Length > MostCharacters || text.Length % 4 == 1)
        {
            return false;
        }

        int value = 0;
        foreach (char c in text)
        {
            value = c switch
            {
                >= 'A' and <= 'Z' => c - 'A',
                >= 'a' and <= 'z' => c - 'a' + 26,
                >= '0' and <= '9' => c - '0' + 52,
                '+' => 62,
                '/' => 63,
                _ => -1,
            };
            if (value < 0)
            {
                return false;
            }
        }

        return (text.Length % 4) switch { 2 => (value & 0xF) == 0, 3 => (value & 0x3) == 0, _ => true };
    }
}
