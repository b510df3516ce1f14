using System.Buffers.Text;
using System.Text;
using MailAuth.LegacySchemes.Crypt;

namespace MailAuth.LegacySchemes.Argon2;

/// <summary>
/// The parts of <c>$argon2T$[v=N$]m=M,t=T,p=P$salt$tag</c>, as strict as Argon2's reference decoder: numbers without leading zeros, base64
/// without padding and with no bit left over, at least 8 bytes of salt and 4 of tag, at least 8 KiB a lane.
/// </summary>
internal sealed class LegacyArgon2Text
{
    private const int Version16 = 0x10, Version19 = 0x13;

    private static readonly LegacyArgon2Text None = new();

    private LegacyArgon2Text()
    {
    }

    public bool IsWellFormed => Tag.Length > 0;

    public LegacyArgon2Type Type { get; private init; }

    public int Version { get; private init; }

    public long MemoryKiB { get; private init; }

    public long Passes { get; private init; }

    public long Lanes { get; private init; }

    public byte[] Salt { get; private init; } = [];

    public byte[] Tag { get; private init; } = [];

    /// <summary>Reads one; what is malformed is not well-formed, and has nothing else.</summary>
    public static LegacyArgon2Text Read(ReadOnlySpan<char> text)
    {
        LegacyArgon2Type type = text.StartsWith("$argon2d$", StringComparison.Ordinal) ? LegacyArgon2Type.D
            : text.StartsWith("$argon2i$", StringComparison.Ordinal) ? LegacyArgon2Type.I
            : LegacyArgon2Type.Id;
        if (!CryptText.TryTake(ref text, "$") || !CryptText.TryTakeToDollar(ref text, out _))
        {
            return None;
        }

        long version = Version16;
        if (CryptText.TryTake(ref text, "v=")
            && (!CryptText.TryTakeNumber(ref text, out version) || !CryptText.TryTake(ref text, "$") || version is not (Version16 or Version19)))
        {
            return None;
        }

        if (!CryptText.TryTake(ref text, "m=") || !CryptText.TryTakeNumber(ref text, out long memory)
            || !CryptText.TryTake(ref text, ",t=") || !CryptText.TryTakeNumber(ref text, out long passes)
            || !CryptText.TryTake(ref text, ",p=") || !CryptText.TryTakeNumber(ref text, out long lanes)
            || !CryptText.TryTake(ref text, "$") || !CryptText.TryTakeToDollar(ref text, out ReadOnlySpan<char> salt)
            || lanes >= 1 << 24 || memory < 8 * lanes
            || Decode(salt) is not { Length: >= 8 } saltBytes || Decode(text) is not { Length: >= 4 } tagBytes)
        {
            return None;
        }

        return new LegacyArgon2Text
        {
            Type = type,
            Version = (int)version,
            MemoryKiB = memory,
            Passes = passes,
            Lanes = lanes,
            Salt = saltBytes,
            Tag = tagBytes,
        };
    }

    /// <summary>Base64 without padding, of which there is just one spelling of the same bytes; null for anything else.</summary>
    private static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (text.Length % 4 == 1)
        {
            return null;
        }

        // What is no base64, blanks too, does not survive being decoded and encoded again.
        byte[] padded = new byte[(text.Length + 3) / 4 * 4];
        padded.AsSpan().Fill((byte)'=');
        Encoding.ASCII.GetBytes(text, padded);
        byte[] bytes = new byte[text.Length * 3 / 4];
        byte[] again = new byte[padded.Length];
        return Base64.DecodeFromUtf8(padded, bytes, out _, out _) == System.Buffers.OperationStatus.Done
            && Base64.EncodeToUtf8(bytes, again, out _, out _) == System.Buffers.OperationStatus.Done
            && again.AsSpan().SequenceEqual(padded) ? bytes : null;
    }
}
