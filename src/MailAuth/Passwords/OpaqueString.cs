using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using MailAuth.Usernames;

namespace MailAuth.Passwords;

/// <summary>
/// The form that RFC 8265 section 4.2.2 gives a password: every space that is not ASCII becomes U+0020, then NFC; case and width stay. By the frozen tables, so that it
/// is the same on every machine. ASCII is its own form. What the profile disallows (controls, unassigned code points) is not refused: no hash that was made
/// under the profile is of such a password, so none matches it.
/// </summary>
internal static class OpaqueString
{
    /// <summary>Writes the form: at most three bytes for each of the text's.</summary>
    /// <param name="utf8">A password in valid UTF-8: at most 1,024 bytes, or what 1,024 bytes of Windows-1252 become.</param>
    /// <param name="destination">Room for it; may be the text's own memory.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Write(ReadOnlySpan<byte> utf8, Span<byte> destination)
    {
        // A password of UTF-8 decomposes to at most three code points for every two of its bytes, one of Windows-1252 to two for each.
        Span<int> text = stackalloc int[2 * PasswordPolicy.MaxPasswordLength];
        try
        {
            int length = 0;
            foreach (Rune rune in new Utf8Runes(utf8))
            {
                length += CanonicalForm.Decompose(IsSpace(rune.Value) ? ' ' : rune.Value, text[length..]);
            }

            CanonicalForm.Reorder(text[..length]);
            length = CanonicalForm.Compose(text[..length]);
            int written = 0;
            foreach (int codePoint in text[..length])
            {
                written += new Rune(codePoint).EncodeToUtf8(destination[written..]);
            }

            return written;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(text));
        }
    }

    /// <summary>General category Zs (RFC 8264 section 9.14), beyond ASCII: in Unicode 15.0 as in every version since 6.3.</summary>
    private static bool IsSpace(int codePoint) => codePoint is 0xA0 or 0x1680 or (>= 0x2000 and <= 0x200A) or 0x202F or 0x205F or 0x3000;
}
