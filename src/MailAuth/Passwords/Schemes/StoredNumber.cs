namespace MailAuth.Passwords.Schemes;

/// <summary>Reads the decimal numbers of stored values: digits alone, no sign, no culture.</summary>
internal static class StoredNumber
{
    /// <summary>Takes a number off the front of a text. A number too long for any limit is given as <see cref="long.MaxValue"/>.</summary>
    /// <returns>False where there is no digit, or, unless they are allowed, a leading zero.</returns>
    public static bool TryTake(ref ReadOnlySpan<char> text, out long number, bool leadingZeros = false)
    {
        int end = 0;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        ReadOnlySpan<char> digits = text[..end];
        text = text[digits.Length..];
        number = 0;
        if (digits.IsEmpty || (digits.Length > 1 && digits[0] == '0' && !leadingZeros))
        {
            return false;
        }

        foreach (char digit in digits.TrimStart('0'))
        {
            number = number > 100_000_000_000 ? long.MaxValue : (number * 10) + (digit - '0');
        }

        return true;
    }

    /// <summary>Takes a literal off the front of a text.</summary>
    public static bool TryTake(ref ReadOnlySpan<char> text, ReadOnlySpan<char> literal)
    {
        bool there = text.StartsWith(literal, StringComparison.Ordinal);
        text = there ? text[literal.Length..] : text;
        return there;
    }
}
