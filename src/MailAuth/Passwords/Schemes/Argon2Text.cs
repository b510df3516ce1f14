namespace MailAuth.Passwords.Schemes;

/// <summary>
/// The text of an Argon2 hash as the reference implementation writes it, taken apart and checked:
/// <c>$argon2id$v=19$m=KiB,t=passes,p=lanes$salt$tag</c>, numbers without leading zeros, base64 without padding.
/// </summary>
internal sealed class Argon2Text
{
    private const int MaxBytes = 512;

    private Argon2Text(bool isHybrid, int memoryKiB, int passes, int lanes, byte[] salt, byte[] tag)
    {
        IsHybrid = isHybrid;
        MemoryKiB = memoryKiB;
        Passes = passes;
        Lanes = lanes;
        Salt = salt;
        Tag = tag;
    }

    /// <summary>Argon2id; otherwise Argon2i.</summary>
    public bool IsHybrid { get; }

    public int MemoryKiB { get; }

    public int Passes { get; }

    public int Lanes { get; }

    /// <summary>8 to 512 bytes.</summary>
    public byte[] Salt { get; }

    /// <summary>4 to 512 bytes.</summary>
    public byte[] Tag { get; }

    /// <summary>Writes the text of an Argon2id hash.</summary>
    public static string Write(Argon2Options cost, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> tag) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{{ARGON2ID}}$argon2id$v=19$m={cost.MemoryKiB},t={cost.Passes},p={cost.Lanes}${Unpadded(salt)}${Unpadded(tag)}");

    /// <summary>Reads a text. Null, and why, where it is malformed, of a version or variant that is not served here, or over a limit.</summary>
    public static Argon2Text? Read(ReadOnlySpan<char> text, PasswordLimits limits, out string? problem)
    {
        bool isHybrid = StoredNumber.TryTake(ref text, "$argon2id$");
        if (!isHybrid && !StoredNumber.TryTake(ref text, "$argon2i$"))
        {
            problem = text.StartsWith("$argon2d$", StringComparison.Ordinal)
                ? "Argon2d needs AddLegacySchemes() of MailAuth.LegacySchemes"
                : "malformed: no $argon2id$ or $argon2i$";
            return null;
        }

        if (text.StartsWith("m=", StringComparison.Ordinal) || text.StartsWith("v=16$", StringComparison.Ordinal))
        {
            problem = "Argon2 version 16 needs AddLegacySchemes() of MailAuth.LegacySchemes";
            return null;
        }

        if (!StoredNumber.TryTake(ref text, "v=19$m=") || !StoredNumber.TryTake(ref text, out long memory)
            || !StoredNumber.TryTake(ref text, ",t=") || !StoredNumber.TryTake(ref text, out long passes)
            || !StoredNumber.TryTake(ref text, ",p=") || !StoredNumber.TryTake(ref text, out long lanes)
            || !StoredNumber.TryTake(ref text, "$"))
        {
            problem = "malformed Argon2 parameters";
            return null;
        }

        problem = CheckCost(memory, passes, lanes, limits);
        if (problem is not null)
        {
            return null;
        }

        int dollar = text.IndexOf('$');
        Span<byte> salt = stackalloc byte[MaxBytes];
        Span<byte> tag = stackalloc byte[MaxBytes];
        if (dollar < 0 || !StoredBytes.TryBase64(text[..dollar], Base64Form.Unpadded, salt, out int saltLength)
            || !StoredBytes.TryBase64(text[(dollar + 1)..], Base64Form.Unpadded, tag, out int tagLength)
            || saltLength < 8 || tagLength < 4)
        {
            problem = "malformed Argon2 salt (8 to 512 bytes) or tag (4 to 512 bytes)";
            return null;
        }

        return new Argon2Text(isHybrid, (int)memory, (int)passes, (int)lanes, salt[..saltLength].ToArray(), tag[..tagLength].ToArray());
    }

    private static string? CheckCost(long memory, long passes, long lanes, PasswordLimits limits) =>
        memory > limits.Argon2MemoryKiB ? $"Argon2 memory is over {limits.Argon2MemoryKiB} KiB (passwords.limits.argon2MemoryKiB)"
        : lanes > limits.Argon2Lanes ? $"Argon2 lanes are over {limits.Argon2Lanes} (passwords.limits.argon2Lanes)"
        : passes > limits.Argon2MemoryTimesPassesKiB || memory * passes > limits.Argon2MemoryTimesPassesKiB
            ? $"Argon2 memory times passes is over {limits.Argon2MemoryTimesPassesKiB} KiB (passwords.limits.argon2MemoryTimesPassesKiB)"
        : lanes < 1 || passes < 1 || memory < 8 * lanes ? "malformed Argon2 parameters: at least one pass, one lane and 8 KiB for each lane"
        : null;

    private static string Unpadded(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=');
}
