using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace MailAuth.Sasl;

/// <summary>Base64 as RFC 4648 section 4 has it and no other way: no blanks, full padding, no bits set behind the last octet (section 3.5).</summary>
internal static class StrictBase64
{
    /// <summary>Decodes into an array of the exact length; null where the text is not base64. Allocates nothing else.</summary>
    public static byte[]? Decode(ReadOnlySpan<byte> text)
    {
        if (text.Length % 4 != 0)
        {
            return null;
        }

        int padding = text.EndsWith("=="u8) ? 2 : text.EndsWith("="u8) ? 1 : 0;
        byte[] decoded = new byte[(text.Length / 4 * 3) - padding];

        // The runtime's decoder skips blanks. Where it has skipped one, it has written less than a text of this length holds.
        OperationStatus status = Base64.DecodeFromUtf8(text, decoded, out _, out int written);
        if (status == OperationStatus.Done && written == decoded.Length)
        {
            return decoded;
        }

        // What was decoded before the fault may be the better part of a password.
        CryptographicOperations.ZeroMemory(decoded);
        return null;
    }
}
