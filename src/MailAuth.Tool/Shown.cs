using System.Globalization;
using System.Text;

namespace MailAuth.Tool;

/// <summary>Text of a user as it may be printed on a terminal.</summary>
internal static class Shown
{
    /// <summary>A number of things: <c>1 record</c>, <c>2 records</c>.</summary>
    public static string Number(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    /// <summary>The text with what is not visible as escapes, cut after so many characters.</summary>
    public static string Text(string text, int maximumLength = 80)
    {
        var shown = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (shown.Length >= maximumLength)
            {
                return shown.Append("...").ToString();
            }

            bool isVisible = Rune.GetUnicodeCategory(rune)
                is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            shown.Append(isVisible ? rune.ToString() : $"\\u{{{rune.Value:X}}}");
        }

        return shown.ToString();
    }
}
