namespace MailAuth.LegacySchemes.Crypt;

/// <summary>Reads the parts of crypt(3) strings. Each method takes its part off the front of the text, or says that it is not there.</summary>
internal static class CryptText
{
    /// <summary>The value of a character of crypt's own alphabet, <c>./0-9A-Za-z</c>; -1 for any other.</summary>
    public static int ValueOf(char c) =>
        c is >= '.' and <= '9' ? c - '.'
        : c is >= 'A' and <= 'Z' ? c - 'A' + 12
        : c is >= 'a' and <= 'z' ? c - 'a' + 38
        : -1;

    /// <summary>Whether there is nothing but crypt's alphabet.</summary>
    public static bool IsAlphabet(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (ValueOf(c) < 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the whole text is a checksum: this many characters of the alphabet. Bits that no checksum sets are not looked at: no password gives them.</summary>
    public static bool IsChecksum(ReadOnlySpan<char> text, int length) => text.Length == length && IsAlphabet(text);

    /// <summary>Whether libcrypt would take the characters at all (crypt(5)): printable ASCII without blank, colon, semicolon, asterisk, exclamation mark and backslash.</summary>
    public static bool IsPrintable(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('!', '~') && !text.ContainsAny("!*:;\\");

    /// <summary>Takes a literal.</summary>
    public static bool TryTake(ref ReadOnlySpan<char> text, ReadOnlySpan<char> literal)
    {
        bool there = text.StartsWith(literal, StringComparison.Ordinal);
        text = there ? text[literal.Length..] : text;
        return there;
    }

    /// <summary>Takes what comes before the next dollar sign, and the sign.</summary>
    public static bool TryTakeToDollar(ref ReadOnlySpan<char> text, out ReadOnlySpan<char> part)
    {
        int end = text.IndexOf('$');
        part = end < 0 ? default : text[..end];
        text = end < 0 ? text : text[(end + 1)..];
        return end >= 0;
    }

    /// <summary>Takes a decimal number without sign and leading zeros, at least 1. One that is too long for any limit is given as <see cref="long.MaxValue"/>.</summary>
    public static bool TryTakeNumber(ref ReadOnlySpan<char> text, out long number)
    {
        number = 0;
        int length = 0;
        for (; length < text.Length && text[length] is >= '0' and <= '9'; length++)
        {
            number = number > long.MaxValue / 16 ? long.MaxValue : (number * 10) + (text[length] - '0');
        }

        bool there = length > 0 && text[0] != '0';
        text = text[length..];
        return there;
    }

    /// <summary>Takes a number that is written in characters of the alphabet, the lowest six bits first.</summary>
    public static bool TryTakeFixed(ref ReadOnlySpan<char> text, int characters, out uint number)
    {
        number = 0;
        if (text.Length < characters)
        {
            return false;
        }

        for (int i = 0; i < characters; i++)
        {
            int value = ValueOf(text[i]);
            if (value < 0)
            {
                return false;
            }

            number |= (uint)value << (6 * i);
        }

        text = text[characters..];
        return true;
    }
}
