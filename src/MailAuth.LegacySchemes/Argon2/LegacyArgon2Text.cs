using System.Buffers.Text;
using System.Text;
using MailAuth.LegacySchemes.Crypt;
using Org.BouncyCastle.Crypto.Parameters;

namespace MailAuth.LegacySchemes.Argon2;

/// <summary>
/// The parts of <c>$argon2T$[v=N$]m=M,t=T,p=P$salt$tag</c>, as strict as Argon2's reference decoder: numbers without leading zeros, base64
/// without padding and with no bit left over, at least 8 bytes of salt and 4 of tag, at least 8 KiB a lane.
/// </summary>
internal sealed class LegacyArgon2Text
{
    private static readonly LegacyArgon2Text None = new();

    private LegacyArgon2Text()
    {
    }

    public bool IsWellFormed => Tag.Length > 0;

    public int Type { get; private init; }

    public int Version { get; private init; }

    public long MemoryKiB { get; private init; }

    public long Passes { get; private init; }

    public long Lanes { get; private init; }

    public byte[] Salt { get; private init; } = [];

    public byte[] Tag { get; private init; } = [];

    /// <summary>Reads one; what is malformed is not well-formed, and has nothing else.</summary>
    public static LegacyArgon2Text Read(ReadOnlySpan<char> text)
    {
        int type = text.StartsWith("$argon2d$", StringComparison.Ordinal) ? Argon2Parameters.Argon2d
            : text.StartsWith("$argon2i$", StringComparison.Ordinal) ? Argon2Parameters.Argon2i
            : Argon2Parameters.Argon2id;
        if (!CryptText.TryTake(ref text, "$") || !CryptText.TryTakeToDollar(ref text, out _))
        {
            return None;
        }

        long version = Argon2Parameters.Version10;
        if (CryptText.TryTake(ref text, "v=")
            && (!CryptText.TryTakeNumber(ref text, out version) || !CryptText.TryTake(ref text, "$") || version is not (Argon2Parameters.Version10 or Argon2Parameters.Version13)))
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
        if (text.Length % 4 == 1 || text.ContainsAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))
        {
            return null;
        }

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
