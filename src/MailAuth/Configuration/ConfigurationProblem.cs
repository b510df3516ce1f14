using System.Text;

namespace MailAuth.Configuration;

/// <summary>One thing that is wrong with the options.</summary>
/// <param name="Setting">The setting, as its path in <c>mailauth.json</c>, such as <c>transition.brownouts[1].to</c>; empty for the file as a whole. Of an <c>IConfiguration</c>, its path there, such as <c>MailAuth:transition:brownouts:1:to</c>.</param>
/// <param name="Value">The value that is wrong, as it was given; <see langword="null"/> where it is missing. Where the file's syntax is wrong, the line.</param>
/// <param name="Message">What is wrong, and what is right, without the setting and the value.</param>
public sealed record ConfigurationProblem(string Setting, string? Value, string Message)
{
    private const int LongestShown = 200;

    /// <summary>The file; <see langword="null"/> where the options came from code or from an <c>IConfiguration</c>.</summary>
    public string? File { get; init; }

    /// <summary>The line in the file, from 1 (of a missing setting, that of the nearest one above it); <see langword="null"/> where there is none.</summary>
    public int? Line { get; init; }

    /// <summary>The whole message, on one line: file, line, setting, value, and what is wrong. Controls are escaped; a file, a setting or a value of over 200 characters is cut.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (File is not null)
        {
            Append(text, File);
            text.Append(':');
            if (Line is { } line)
            {
                text.Append(line).Append(':');
            }

            text.Append(' ');
        }

        Append(text, Setting);
        if (Value is not null)
        {
            text.Append(Setting.Length == 0 ? "\"" : " \"");
            Append(text, Value);
            text.Append('"');
        }

        if (Setting.Length > 0 || Value is not null)
        {
            text.Append(": ");
        }

        Append(text, Message, longest: int.MaxValue);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string shown, int longest = LongestShown)
    {
        foreach (char character in shown.AsSpan(0, Math.Min(shown.Length, longest)))
        {
            // Controls, line and paragraph separators, and whatever can turn a line of a log around.
            if (char.IsControl(character) || character is '\u2028' or '\u2029' or (>= '\u200E' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
            {
                text.Append("\\u").Append(((int)character).ToString("X4", System.Globalization.CultureInfo.InvariantCulture));
            }
            else
            {
                text.Append(character);
            }
        }

        if (shown.Length > longest)
        {
            text.Append('…');
        }
    }
}
