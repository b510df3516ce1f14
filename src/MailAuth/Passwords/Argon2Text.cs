using MailAuth.Passwords.Schemes;

namespace MailAuth.Passwords;

/// <summary>
/// The text of an Argon2 hash, taken apart and checked, for every <see cref="IPasswordScheme"/> that serves some:
/// <code>
/// $argon2id$v=19$m=KiB,t=passes,p=lanes$salt$tag      also $argon2i$ and $argon2d$; without v= it is version 16
/// </code>
/// As strict as the decoder of the reference implementation: numbers without sign and leading zeros, base64 without padding and with no bit left over, a salt of
/// 8 to 512 bytes, a tag of 4 to 512, at least one pass, one lane and 8 KiB for each lane. Reading allocates nothing. Holds a password hash, so it is never to be logged.
/// </summary>
public readonly ref struct Argon2Text
{
    /// <summary>Version 1.0 of the algorithm, as a text says it.</summary>
    public const int Version16 = 16;

    /// <summary>Version 1.3 of the algorithm, which RFC 9106 describes.</summary>
    public const int Version19 = 19;

    private const int LeastSalt = 8;
    private const int LeastTag = 4;
    private const int MostBytes = 512;

    private readonly ReadOnlySpan<char> salt;
    private readonly ReadOnlySpan<char> tag;

    private Argon2Text(Argon2Type type, int version, int memoryKiB, int passes, int lanes, ReadOnlySpan<char> salt, ReadOnlySpan<char> tag)
    {
        Type = type;
        Version = version;
        MemoryKiB = memoryKiB;
        Passes = passes;
        Lanes = lanes;
        this.salt = salt;
        this.tag = tag;
    }

    /// <summary>Which Argon2 it is: id, i or d.</summary>
    public Argon2Type Type { get; }

    /// <summary>The version: <see cref="Version16"/> or <see cref="Version19"/>.</summary>
    public int Version { get; }

    /// <summary>The memory, in KiB: 8 for each lane, to <see cref="PasswordLimits.Argon2MemoryKiB"/>.</summary>
    public int MemoryKiB { get; }

    /// <summary>The passes: 1 or more; with <see cref="MemoryKiB"/> within <see cref="PasswordLimits.Argon2MemoryTimesPassesKiB"/>.</summary>
    public int Passes { get; }

    /// <summary>The lanes: 1 to <see cref="PasswordLimits.Argon2Lanes"/>.</summary>
    public int Lanes { get; }

    /// <summary>What verifying a password against it costs.</summary>
    public HashCost Cost => HashCost.Argon2(MemoryKiB, Passes);

    /// <summary>Reads what a text says of itself before its numbers: enough for <see cref="IPasswordScheme.Claims"/>.</summary>
    /// <param name="text">The text, well-formed or not.</param>
    /// <param name="type">The type.</param>
    /// <param name="version">The version; 0 where it is another one than 16 and 19, or there is no telling.</param>
    /// <returns>Whether it begins as an Argon2 text of some type.</returns>
    public static bool TryReadStart(ReadOnlySpan<char> text, out Argon2Type type, out int version) => TryTakeStart(ref text, out type, out version);

    /// <summary>Reads a text and checks what it would cost, before anything is allocated for it.</summary>
    /// <param name="text">The text, without a <c>{SCHEME}</c> prefix. Any length.</param>
    /// <param name="limits">What it may cost.</param>
    /// <param name="read">What was read, as long as <paramref name="text"/> lives.</param>
    /// <param name="problem">Why it is unusable, without a part of it, and with the setting's name where it is over a limit; <see langword="null"/> where it is usable.</param>
    /// <returns>Whether it is well-formed and within the limits.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, PasswordLimits limits, out Argon2Text read, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(limits);
        read = default;
        if (!TryTakeStart(ref text, out Argon2Type type, out int version) || version == 0)
        {
            problem = "malformed Argon2: no $argon2id$, $argon2i$ or $argon2d$ with version 16 or 19";
            return false;
        }

        if (!StoredNumber.TryTake(ref text, "m=") || !StoredNumber.TryTake(ref text, out long memory)
            || !StoredNumber.TryTake(ref text, ",t=") || !StoredNumber.TryTake(ref text, out long passes)
            || !StoredNumber.TryTake(ref text, ",p=") || !StoredNumber.TryTake(ref text, out long lanes)
            || !StoredNumber.TryTake(ref text, "$"))
        {
            problem = "malformed Argon2 parameters";
            return false;
        }

        problem = CheckCost(memory, passes, lanes, limits);
        if (problem is not null)
        {
            return false;
        }

        int dollar = text.IndexOf('$');
        if (dollar < 0 || !IsBase64(text[..dollar], LeastSalt) || !IsBase64(text[(dollar + 1)..], LeastTag))
        {
            problem = "malformed Argon2 salt (8 to 512 bytes) or tag (4 to 512 bytes)";
            return false;
        }

        read = new Argon2Text(type, version, (int)memory, (int)passes, (int)lanes, text[..dollar], text[(dollar + 1)..]);
        return true;
    }

    /// <summary>The salt's bytes, in a new array.</summary>
    /// <returns>8 to 512 bytes.</returns>
    public byte[] DecodeSalt() => Decode(salt);

    /// <summary>The tag's bytes, in a new array.</summary>
    /// <returns>4 to 512 bytes.</returns>
    public byte[] DecodeTag() => Decode(tag);

    private static bool TryTakeStart(ref ReadOnlySpan<char> text, out Argon2Type type, out int version)
    {
        version = 0;
        type = Argon2Type.Id;
        if (!StoredNumber.TryTake(ref text, "$argon2id$"))
        {
            type = StoredNumber.TryTake(ref text, "$argon2i$") ? Argon2Type.I : Argon2Type.D;
            if (type == Argon2Type.D && !StoredNumber.TryTake(ref text, "$argon2d$"))
            {
                return false;
            }
        }

        version = StoredNumber.TryTake(ref text, "v=19$") ? Version19
            : StoredNumber.TryTake(ref text, "v=16$") || text.StartsWith("m=", StringComparison.Ordinal) ? Version16
            : 0;
        return true;
    }

    private static string? CheckCost(long memory, long passes, long lanes, PasswordLimits limits) =>
        memory > limits.Argon2MemoryKiB ? $"Argon2 memory is over {limits.Argon2MemoryKiB} KiB (passwords.limits.argon2MemoryKiB)"
        : lanes > limits.Argon2Lanes ? $"Argon2 lanes are over {limits.Argon2Lanes} (passwords.limits.argon2Lanes)"
        : passes > limits.Argon2MemoryTimesPassesKiB || memory * passes > limits.Argon2MemoryTimesPassesKiB
            ? $"Argon2 memory times passes is over {limits.Argon2MemoryTimesPassesKiB} KiB (passwords.limits.argon2MemoryTimesPassesKiB)"
        : lanes < 1 || passes < 1 || memory < 8 * lanes ? "malformed Argon2 parameters: at least one pass, one lane and 8 KiB for each lane"
        : null;

    private static bool IsBase64(ReadOnlySpan<char> text, int least)
    {
        Span<byte> bytes = stackalloc byte[MostBytes];
        return StoredBytes.TryBase64(text, Base64Form.Unpadded, bytes, out int length) && length >= least;
    }

    private static byte[] Decode(ReadOnlySpan<char> text)
    {
        byte[] bytes = new byte[text.Length * 3 / 4];
        StoredBytes.TryBase64(text, Base64Form.Unpadded, bytes, out _);
        return bytes;
    }
}
