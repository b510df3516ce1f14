using System.Text;

namespace MailAuth.Usernames;

/// <summary>
/// The domain of a username: letters, digits and hyphens (RFC 5321 section 4.1.2, STD 3), or an internationalized domain
/// (see <see cref="InternationalDomain"/>), kept as A-labels in lower case. Address literals are none.
/// </summary>
internal static class Domain
{
    public const int MaximumOctets = 253;
    public const int MaximumLabelOctets = 63;
    public const string AcePrefix = "xn--";

    /// <summary>Maps a domain from valid UTF-8 without controls.</summary>
    /// <param name="text">The domain as it was written.</param>
    /// <param name="output">Room for <see cref="MaximumOctets"/> characters.</param>
    /// <param name="written">How many characters were written.</param>
    public static UsernameError Map(ReadOnlySpan<byte> text, Span<char> output, out int written)
    {
        written = 0;
        if (!Ascii.IsValid(text))
        {
            return InternationalDomain.Map(text, output, out written);
        }

        ReadOnlySpan<byte> rest = text.EndsWith("."u8) ? text[..^1] : text;
        if (rest.Length > MaximumOctets)
        {
            return UsernameError.TooLong;
        }

        int start = 0;
        foreach (byte character in rest)
        {
            if (character == '.')
            {
                UsernameError error = CheckLabel(output[start..written]);
                if (error != UsernameError.None)
                {
                    return error;
                }

                output[written++] = '.';
                start = written;
                continue;
            }

            if (!char.IsAsciiLetterOrDigit((char)character) && character != '-')
            {
                return UsernameError.InvalidDomain;
            }

            output[written++] = (char)(character is >= (byte)'A' and <= (byte)'Z' ? character | 0x20 : character);
            if (character == '-' && output[start..written].SequenceEqual(AcePrefix))
            {
                return InternationalDomain.Map(text, output, out written);
            }
        }

        return CheckLabel(output[start..written]);
    }

    /// <summary>Shows A-labels as U-labels (RFC 5890 section 2.3.2.1); what is none stays as it is.</summary>
    public static string ToDisplay(ReadOnlySpan<char> domain)
    {
        var text = new StringBuilder(domain.Length);
        var codePoints = new List<int>();
        foreach (Range range in domain.Split('.'))
        {
            ReadOnlySpan<char> label = domain[range];
            if (range.Start.Value > 0)
            {
                text.Append('.');
            }

            codePoints.Clear();
            if (label.StartsWith(AcePrefix, StringComparison.Ordinal) && Punycode.TryDecode(label[AcePrefix.Length..], codePoints))
            {
                foreach (int codePoint in codePoints)
                {
                    text.Append(new Rune(codePoint).ToString());
                }
            }
            else
            {
                text.Append(label);
            }
        }

        return text.ToString();
    }

    private static UsernameError CheckLabel(ReadOnlySpan<char> label) =>
        label.Length > MaximumLabelOctets ? UsernameError.TooLong
        : label.IsEmpty || label[0] == '-' || label[^1] == '-' || (label.Length > 3 && label[2] == '-' && label[3] == '-') ? UsernameError.InvalidDomain
        : UsernameError.None;
}
