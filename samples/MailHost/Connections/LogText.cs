using System.Globalization;
using System.Text;

namespace MailHost.Connections;

/// <summary>Makes text that a client chose safe for a log: one line, no controls, bounded.</summary>
internal static class LogText
{
    private const int Limit = 256;

    /// <summary>Bytes as ASCII: what is not printable, and quotes and backslashes, as <c>\xNN</c>.</summary>
    public static string Escape(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        foreach (byte value in bytes[..Math.Min(bytes.Length, Limit)])
        {
            _ = value is >= 0x20 and < 0x7F and not (byte)'\\' and not (byte)'"'
                ? text.Append((char)value)
                : text.Append(CultureInfo.InvariantCulture, $"\\x{value:X2}");
        }

        return bytes.Length > Limit ? text.Append("...").ToString() : text.ToString();
    }

    /// <summary>Text as text: controls, invisible characters, quotes and backslashes as <c>\u{N}</c>; nothing at all as <c>-</c>.</summary>
    public static string Escape(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return "-";
        }

        var text = new StringBuilder();
        foreach (Rune rune in value.EnumerateRunes())
        {
            if (text.Length > Limit)
            {
                return text.Append("...").ToString();
            }

            bool visible = rune.Value is ' ' || !(Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
                or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
            _ = visible && rune.Value is not ('\\' or '"')
                ? text.Append(rune.ToString())
                : text.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
        }

        return text.ToString();
    }
}
