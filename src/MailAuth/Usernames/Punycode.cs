namespace MailAuth.Usernames;

/// <summary>Punycode (RFC 3492), without the <c>xn--</c>.</summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int ThresholdMinimum = 1;
    private const int ThresholdMaximum = 26;
    private const int FirstCodePoint = 0x80;
    private const int FirstBias = 72;

    /// <summary>Encodes a label; false where the output is too small.</summary>
    public static bool TryEncode(ReadOnlySpan<int> label, Span<char> output, out int written)
    {
        written = 0;
        foreach (int codePoint in label)
        {
            if (codePoint < FirstCodePoint && !TryAppend((char)codePoint, output, ref written))
            {
                return false;
            }
        }

        int handled = written;
        int basic = written;
        if (basic > 0 && !TryAppend('-', output, ref written))
        {
            return false;
        }

        int next = FirstCodePoint;
        int bias = FirstBias;
        long delta = 0;
        while (handled < label.Length)
        {
            int smallest = int.MaxValue;
            foreach (int codePoint in label)
            {
                smallest = codePoint >= next && codePoint < smallest ? codePoint : smallest;
            }

            delta += (long)(smallest - next) * (handled + 1);
            next = smallest;
            foreach (int codePoint in label)
            {
                if (codePoint < next)
                {
                    delta++;
                }
                else if (codePoint == next)
                {
                    if (!TryAppendNumber(delta, bias, output, ref written))
                    {
                        return false;
                    }

                    handled++;
                    bias = Adapt(delta, handled, handled == basic + 1);
                    delta = 0;
                }
            }

            delta++;
            next++;
        }

        return true;
    }

    /// <summary>Decodes lower-case text; false where it is not Punycode.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, List<int> output)
    {
        int delimiter = text.LastIndexOf('-');
        for (int i = 0; i < delimiter; i++)
        {
            output.Add(text[i]);
        }

        int next = FirstCodePoint;
        int bias = FirstBias;
        long index = 0;
        int at = delimiter > 0 ? delimiter + 1 : 0;
        while (at < text.Length)
        {
            long before = index;
            long weight = 1;
            for (int k = Base; ; k += Base)
            {
                int digit = at < text.Length ? Digit(text[at++]) : -1;
                if (digit < 0)
                {
                    return false;
                }

                index += digit * weight;
                int threshold = Threshold(k, bias);
                if (digit < threshold)
                {
                    break;
                }

                weight *= Base - threshold;
                if (index > int.MaxValue || weight > int.MaxValue)
                {
                    return false;
                }
            }

            int length = output.Count + 1;
            bias = Adapt(index - before, length, before == 0);
            long codePoint = next + (index / length);
            if (codePoint is > 0x10FFFF or (>= 0xD800 and <= 0xDFFF))
            {
                return false;
            }

            next = (int)codePoint;
            index %= length;
            output.Insert((int)index, next);
            index++;
        }

        return true;
    }

    private static bool TryAppendNumber(long number, int bias, Span<char> output, ref int written)
    {
        for (int k = Base; ; k += Base)
        {
            int threshold = Threshold(k, bias);
            if (number < threshold)
            {
                return TryAppend(Letter((int)number), output, ref written);
            }

            if (!TryAppend(Letter(threshold + (int)((number - threshold) % (Base - threshold))), output, ref written))
            {
                return false;
            }

            number = (number - threshold) / (Base - threshold);
        }
    }

    private static bool TryAppend(char letter, Span<char> output, ref int written)
    {
        if (written >= output.Length)
        {
            return false;
        }

        output[written++] = letter;
        return true;
    }

    private static int Threshold(int k, int bias) => Math.Clamp(k - bias, ThresholdMinimum, ThresholdMaximum);

    private static int Adapt(long delta, int length, bool isFirst)
    {
        delta = isFirst ? delta / 700 : delta / 2;
        delta += delta / length;
        int k = 0;
        for (; delta > (Base - ThresholdMinimum) * ThresholdMaximum / 2; k += Base)
        {
            delta /= Base - ThresholdMinimum;
        }

        return k + (int)((Base - ThresholdMinimum + 1) * delta / (delta + 38));
    }

    private static char Letter(int digit) => (char)(digit < 26 ? 'a' + digit : '0' + digit - 26);

    private static int Digit(char letter) => letter switch
    {
        >= 'a' and <= 'z' => letter - 'a',
        >= '0' and <= '9' => letter - '0' + 26,
        _ => -1,
    };
}
