using System.Buffers;
using System.Text;

namespace MailAuth.Usage;

/// <summary>Makes text that a client sent fit to be kept and shown: bounded, and nothing that moves a terminal's cursor or turns its text around.</summary>
internal static class UsageText
{
    public const int LongestClientId = 200;
    public const int LongestServerName = 255;
    public const int LongestTlsVersion = 20;

    private const char Replacement = '?';

    private static readonly SearchValues<char> UpperCase = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static readonly SearchValues<char> Ordinary = SearchValues.Create(
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>The text with what is not printable replaced, cut at <paramref name="maximumLength"/> characters; the same string where nothing is to be done, null for an empty one.</summary>
    public static string? Clean(string? text, int maximumLength)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (text.Length <= maximumLength && !text.AsSpan().ContainsAnyExcept(Ordinary))
        {
            return text;
        }

        int length = Math.Min(text.Length, maximumLength);
        if (length < text.Length && char.IsHighSurrogate(text[length - 1]) && char.IsLowSurrogate(text[length]))
        {
            length--;
        }

        // What is cut off is not looked at.
        ReadOnlySpan<char> kept = text.AsSpan(0, length);
        int first = IndexOfUnprintable(kept);
        if (first < 0)
        {
            return length == text.Length ? text : kept.ToString();
        }

        var cleaned = new StringBuilder(length);
        while (first >= 0)
        {
            cleaned.Append(kept[..first]).Append(Replacement);
            kept = kept[(first + 1)..];
            first = IndexOfUnprintable(kept);
        }

        return cleaned.Append(kept).ToString();
    }

    /// <summary>A server name (TLS SNI): cleaned, and its ASCII letters in lower case; the same string where nothing is to be done.</summary>
    public static string? CleanServerName(string? name)
    {
        string? cleaned = Clean(name, LongestServerName);
        return cleaned is null || !cleaned.AsSpan().ContainsAny(UpperCase)
            ? cleaned
            : string.Create(cleaned.Length, cleaned, static (lower, text) =>
            {
                for (int i = 0; i < lower.Length; i++)
                {
                    lower[i] = text[i] is >= 'A' and <= 'Z' ? (char)(text[i] | 0x20) : text[i];
                }
            });
    }

    private static int IndexOfUnprintable(ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (IsUnprintable(text[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Controls, line ends, half a surrogate pair, and the marks that turn the direction of text.</summary>
    private static bool IsUnprintable(char c) =>
        char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\u200E' or '\u200F' or '\u061C'
        || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
