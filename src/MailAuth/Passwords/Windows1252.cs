using System.Text;

namespace MailAuth.Passwords;

/// <summary>
/// Windows-1252, by hand: .NET has it only in a package. Its five unassigned bytes stand for the control characters of the same number, as in
/// Windows itself and in the WHATWG Encoding Standard, so that every byte is a character.
/// </summary>
internal static class Windows1252
{
    /// <summary>The characters of the bytes 0x80 to 0x9F; all others are Latin-1's.</summary>
    private const string HighControls =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
        + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    /// <summary>Reads UTF-8 and writes Windows-1252.</summary>
    /// <returns>How many bytes were written; -1 where the text has a character that Windows-1252 has not, or is not UTF-8.</returns>
    public static int FromUtf8(ReadOnlySpan<byte> utf8, Span<byte> destination)
    {
        int length = 0;
        while (!utf8.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(utf8, out Rune rune, out int consumed) != System.Buffers.OperationStatus.Done)
            {
                return -1;
            }

            utf8 = utf8[consumed..];
            int high = rune.IsBmp ? HighControls.IndexOf((char)rune.Value) : -1;
            if (high < 0 && rune.Value is > 0xFF or (>= 0x80 and <= 0x9F))
            {
                return -1;
            }

            destination[length++] = (byte)(high < 0 ? rune.Value : high + 0x80);
        }

        return length;
    }

    /// <summary>Reads Windows-1252 and writes UTF-8: at most three bytes for each.</summary>
    /// <returns>How many bytes were written.</returns>
    public static int ToUtf8(ReadOnlySpan<byte> windows1252, Span<byte> destination)
    {
        int length = 0;
        foreach (byte b in windows1252)
        {
            length += new Rune(b is >= 0x80 and <= 0x9F ? HighControls[b - 0x80] : (char)b).EncodeToUtf8(destination[length..]);
        }

        return length;
    }
}
