using System.Buffers;
using System.Buffers.Text;

namespace MailAuth.Sasl;

/// <summary>Base64 as RFC 4648 section 4 has it and no other way: no blanks, full padding, no bits set behind the last octet (section 3.5).</summary>
internal static class StrictBase64
{
    private static ReadOnlySpan<byte> Alphabet => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8;

    private static readonly SearchValues<byte> AlphabetValues = SearchValues.Create(Alphabet);

    /// <summary>Decodes into an array of the exact length; null where the text is not base64. Allocates nothing else.</summary>
    public static byte[]? Decode(ReadOnlySpan<byte> text)
    {
        if (text.Length % 4 != 0)
        {
            return null;
        }

        ReadOnlySpan<byte> digits = text.EndsWith("=="u8) ? text[..^2] : text.EndsWith("="u8) ? text[..^1] : text;
        int padding = text.Length - digits.Length;
        if (digits.ContainsAnyExcept(AlphabetValues))
        {
            return null;
        }

        // One pad leaves two unused bits in the last digit, two pads leave four.
        int unused = padding == 0 ? 0 : padding == 1 ? 0b11 : 0b1111;
        if (unused != 0 && (Alphabet.IndexOf(digits[^1]) & unused) != 0)
        {
            return null;
        }

        byte[] decoded = new byte[(text.Length / 4 * 3) - padding];
        OperationStatus status = Base64.DecodeFromUtf8(text, decoded, out _, out int written);
        return status == OperationStatus.Done && written == decoded.Length ? decoded : null;
    }
}
