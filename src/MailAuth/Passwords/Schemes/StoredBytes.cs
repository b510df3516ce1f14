namespace MailAuth.Passwords.Schemes;

/// <summary>Decodes the hexadecimal and base64 parts of stored values. .NET's own decoders skip blanks everywhere and require padding.</summary>
internal static class StoredBytes
{
    /// <summary>Decodes as a suffix says.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, PasswordEncoding encoding, Span<byte> bytes, out int length) =>
        encoding == PasswordEncoding.Hex ? TryHex(text, bytes, out length) : TryBase64(text, Base64Form.Lenient, bytes, out length);

    /// <summary>Decodes hexadecimal digits of either case. False where they are not, or more than fit.</summary>
    public static bool TryHex(ReadOnlySpan<char> text, Span<byte> bytes, out int length)
    {
        length = 0;
        if (text.Length % 2 != 0 || text.Length / 2 > bytes.Length)
        {
            return false;
        }

        for (int i = 0; i < text.Length; i += 2)
        {
            int high = HexValue(text[i]);
            int low = HexValue(text[i + 1]);
            if ((high | low) < 0)
            {
                return false;
            }

            bytes[length++] = (byte)((high << 4) | low);
        }

        return true;
    }

    /// <summary>Decodes base64. False where it is not, or more than fits.</summary>
    public static bool TryBase64(ReadOnlySpan<char> text, Base64Form form, Span<byte> bytes, out int length)
    {
        length = 0;
        int bits = 0;
        int count = 0;
        int padding = 0;
        foreach (char c in text)
        {
            if (form == Base64Form.Lenient && c is ' ' or '\t' or '\r' or '\n')
            {
                continue;
            }

            if (c == '=' && form != Base64Form.Unpadded)
            {
                padding++;
                continue;
            }

            int value = Base64Value(c, form);
            if (value < 0 || padding > 0)
            {
                return false;
            }

            bits = ((bits & 0xFFFF) << 6) | value;
            if (++count % 4 != 1)
            {
                if (length == bytes.Length)
                {
                    return false;
                }

                bytes[length++] = (byte)(bits >> (2 * (3 - ((count + 3) % 4))));
            }
        }

        int rest = count % 4;
        int full = rest == 0 ? 0 : 4 - rest;
        bool isPadded = form switch
        {
            Base64Form.Unpadded => padding == 0,
            Base64Form.Passlib => padding == 0 || padding == full,
            _ => padding == full,
        };
        bool strict = form is Base64Form.Unpadded or Base64Form.Padded;
        int unused = rest == 2 ? bits & 0xF : rest == 3 ? bits & 0x3 : 0;
        return rest != 1 && isPadded && !(strict && unused != 0);
    }

    private static int HexValue(char c) =>
        c is >= '0' and <= '9' ? c - '0' : c is >= 'a' and <= 'f' ? c - 'a' + 10 : c is >= 'A' and <= 'F' ? c - 'A' + 10 : -1;

    private static int Base64Value(char c, Base64Form form) =>
        c is >= 'A' and <= 'Z' ? c - 'A'
        : c is >= 'a' and <= 'z' ? c - 'a' + 26
        : c is >= '0' and <= '9' ? c - '0' + 52
        : c == '+' || (c == '.' && form == Base64Form.Passlib) ? 62
        : c == '/' ? 63
        : -1;
}
