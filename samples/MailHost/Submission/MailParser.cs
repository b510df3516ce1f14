using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using MailAuth.Replies;

namespace MailHost.Submission;

/// <summary>Reads the arguments of MAIL and RCPT (RFC 5321 sections 4.1.1.2 and 4.1.1.3): a path, and parameters behind it.</summary>
internal static class MailParser
{
    /// <summary>The longest path (RFC 5321 section 4.5.3.1.3), with its angle brackets, in octets.</summary>
    private const int LongestPath = 256;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What atext and a domain or an address literal may hold, dots among them (RFC 5321 section 4.1.2); octets over 127 are RFC 6531's.</summary>
    private static readonly SearchValues<byte> Unquoted = SearchValues.Create([.. "!#$%&'*+-./0123456789:=?ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~@"u8, .. Enumerable.Range(0x80, 0x80).Select(value => (byte)value)]);

    private static readonly SearchValues<byte> Xtext = SearchValues.Create([.. Enumerable.Range(0x21, 0x5E).Select(value => (byte)value).Where(value => value is not ((byte)'+') and not ((byte)'='))]);

    /// <summary>Reads <c>FROM:&lt;path&gt; parameters</c>, or the same of TO.</summary>
    /// <param name="arguments">What follows the command and a blank.</param>
    /// <param name="keyword"><c>FROM:</c> or <c>TO:</c>.</param>
    /// <param name="address">The address without angle brackets and source route; empty for the null sender.</param>
    /// <param name="parameters">What follows the path.</param>
    public static bool TryReadPath(ReadOnlySpan<byte> arguments, ReadOnlySpan<byte> keyword, [NotNullWhen(true)] out string? address, out ReadOnlySpan<byte> parameters)
    {
        address = null;
        parameters = default;
        if (arguments.Length < keyword.Length || !Ascii.EqualsIgnoreCase(arguments[..keyword.Length], keyword))
        {
            return false;
        }

        // Outlook Express and others put a blank behind the colon.
        ReadOnlySpan<byte> rest = arguments[keyword.Length..].TrimStart((byte)' ');
        int end = EndOfPath(rest);
        if (end < 0 || end + 1 > LongestPath || (rest.Length > end + 1 && rest[end + 1] != ' '))
        {
            return false;
        }

        ReadOnlySpan<byte> path = rest[1..end];
        if (path is [(byte)'@', ..] && path.IndexOf((byte)':') is var colon and > 0)
        {
            path = path[(colon + 1)..]; // A source route is to be ignored (RFC 5321 appendix C).
        }

        try
        {
            address = StrictUtf8.GetString(path);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }

        parameters = rest[(end + 1)..].Trim((byte)' ');
        return true;
    }

    /// <summary>Reads the parameters of MAIL: SIZE (RFC 1870), BODY (RFC 6152), SMTPUTF8 (RFC 6531), AUTH (RFC 4954 section 5).</summary>
    /// <param name="parameters">What follows the path.</param>
    /// <param name="messageSize">The largest message.</param>
    /// <param name="utf8">Whether SMTPUTF8 is among them.</param>
    /// <returns>The refusal; <see langword="null"/> where there is nothing to refuse.</returns>
    public static SmtpReply? ReadMailParameters(ReadOnlySpan<byte> parameters, int messageSize, out bool utf8)
    {
        utf8 = false;
        while (!parameters.IsEmpty)
        {
            int blank = parameters.IndexOf((byte)' ');
            ReadOnlySpan<byte> parameter = blank < 0 ? parameters : parameters[..blank];
            parameters = blank < 0 ? default : parameters[blank..].TrimStart((byte)' ');
            int equals = parameter.IndexOf((byte)'=');
            ReadOnlySpan<byte> name = equals < 0 ? parameter : parameter[..equals];
            ReadOnlySpan<byte> value = equals < 0 ? default : parameter[(equals + 1)..];
            if (Ascii.EqualsIgnoreCase(name, "SMTPUTF8") && equals < 0)
            {
                utf8 = true;
            }
            else if (Ascii.EqualsIgnoreCase(name, "BODY") && (Ascii.EqualsIgnoreCase(value, "7BIT") || Ascii.EqualsIgnoreCase(value, "8BITMIME")))
            {
                // Octets go to a file as they come.
            }
            else if (Ascii.EqualsIgnoreCase(name, "SIZE") && !value.IsEmpty && value.Length <= 20 && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            {
                if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long size) || size > messageSize)
                {
                    return new SmtpReply(552, "5.3.4", string.Create(CultureInfo.InvariantCulture, $"A message may have {messageSize} octets."));
                }
            }
            else if (Ascii.EqualsIgnoreCase(name, "AUTH") && equals >= 0)
            {
                // Whoever the client names is not believed, and has to be spelled right all the same.
                if (!IsXtext(value))
                {
                    return new SmtpReply(501, "5.5.4", "AUTH= takes an address as xtext, or <>.");
                }
            }
            else
            {
                return new SmtpReply(555, "5.5.4", "A parameter is unknown, or its value is.");
            }
        }

        return null;
    }

    /// <summary>The place of the <c>&gt;</c> that ends a path which begins with <c>&lt;</c>; below 0 where it is none.</summary>
    private static int EndOfPath(ReadOnlySpan<byte> text)
    {
        if (text is not [(byte)'<', ..])
        {
            return -1;
        }

        int at = 1;
        if (at < text.Length && text[at] == '"')
        {
            for (at++; at < text.Length && text[at] != '"'; at++)
            {
                if (text[at] == '\\')
                {
                    at++; // a quoted pair
                }

                if (at >= text.Length || text[at] is < 0x20 or 0x7F)
                {
                    return -1;
                }
            }

            if (at + 1 >= text.Length || text[at + 1] != '@')
            {
                return -1;
            }

            at++;
        }

        for (; at < text.Length; at++)
        {
            if (text[at] == '>')
            {
                return at;
            }

            if (!Unquoted.Contains(text[at]) && text[at] != ',')
            {
                return -1;
            }
        }

        return -1;
    }

    /// <summary>xtext (RFC 3461 section 4): printable ASCII, and <c>+</c> with two upper-case hexadecimal digits; or <c>&lt;&gt;</c>.</summary>
    private static bool IsXtext(ReadOnlySpan<byte> value)
    {
        for (int i = 0; i < value.Length; i++)
        {
            if (value[i] == '+')
            {
                if (i + 2 >= value.Length || !IsUpperHex(value[i + 1]) || !IsUpperHex(value[i + 2]))
                {
                    return false;
                }

                i += 2;
            }
            else if (!Xtext.Contains(value[i]))
            {
                return false;
            }
        }

        return !value.IsEmpty;
    }

    private static bool IsUpperHex(byte value) => value is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'A' and <= (byte)'F');
}
