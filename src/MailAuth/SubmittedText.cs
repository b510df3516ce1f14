using System.Globalization;
using System.Text;

namespace MailAuth;

/// <summary>Makes text that a client sent fit for a log line: one line, ASCII, bounded, unambiguous.</summary>
public static class SubmittedText
{
    private const int LongestShown = 256;

    /// <summary>Puts it in quotes: printable ASCII as it is; a backslash, a quote and every other byte as <c>\xNN</c>; cut after 256 bytes, with the number of those left out.</summary>
    /// <param name="sent">What was sent. Any bytes, any length; never a password.</param>
    /// <returns>The text.</returns>
    public static string Escape(ReadOnlySpan<byte> sent)
    {
        ReadOnlySpan<byte> shown = sent.Length > LongestShown ? sent[..LongestShown] : sent;
        var text = new StringBuilder(shown.Length + 2).Append('"');
        foreach (byte value in shown)
        {
            if (value is >= 0x20 and < 0x7F and not (byte)'"' and not (byte)'\\')
            {
                text.Append((char)value);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"\\x{value:X2}");
            }
        }

        text.Append('"');
        return sent.Length > LongestShown ? text.Append(CultureInfo.InvariantCulture, $" (+{sent.Length - LongestShown} bytes)").ToString() : text.ToString();
    }
}
