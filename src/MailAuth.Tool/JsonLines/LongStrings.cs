using System.Runtime.CompilerServices;

namespace MailAuth.Tool.JsonLines;

/// <summary>
/// Shortens a JSON line while it comes in: of a string that is over every limit only the beginning is kept, so that a line of megabytes takes no memory to speak of.
/// What is left out is looked at for its end alone.
/// </summary>
internal sealed class LongStrings
{
    /// <summary>So much of a string, as it is written, is kept at least: over-long still, so that it is cut once more, behind a whole character.</summary>
    private const int Kept = JsonStrings.LongestText + 64;

    private int seen;
    private int kept;
    private int escape;
    private bool inString;
    private bool leavesOut;

    /// <summary>Whether anything was left out of the line.</summary>
    public bool HasCut { get; private set; }

    /// <summary>A new line begins.</summary>
    public void Begin()
    {
        (seen, kept, escape) = (0, 0, 0);
        inString = leavesOut = HasCut = false;
    }

    /// <summary>Shortens what has come of the line, in place.</summary>
    /// <param name="line">The line from its beginning: what the last call left, and what has come since.</param>
    /// <returns>How much is left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Shorten(Span<byte> line)
    {
        int written = seen;
        for (int i = seen; i < line.Length; i++)
        {
            if (leavesOut)
            {
                i += FindEnd(line[i..]);
                if (i == line.Length)
                {
                    break;
                }

                leavesOut = inString = false;
            }
            else if (inString)
            {
                Step(line[i]);
                if (leavesOut)
                {
                    i--;
                    continue;
                }
            }
            else
            {
                inString = line[i] == '"';
                kept = 0;
            }

            kept++;
            line[written++] = line[i];
        }

        seen = written;
        return written;
    }

    /// <summary>How far it is to the quote that ends the string; as far as there is, where it is not there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int FindEnd(ReadOnlySpan<byte> text)
    {
        // What follows a backslash is no end, be it a quote; whether it is an escape at all makes no difference any more.
        int at = escape != 0 ? 1 : 0;
        escape = 0;
        while (at < text.Length)
        {
            int found = text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (found < 0)
            {
                return text.Length;
            }

            at += found;
            if (text[at] == '"')
            {
                return at;
            }

            at += 2;
        }

        escape = at > text.Length ? 1 : 0;
        return text.Length;
    }

    /// <summary>One byte of a string that is kept, or the quote at its end.</summary>
    private void Step(byte b)
    {
        // After a backslash -1, then, for \u, how many digits are to come. What is malformed there ends the escape: it is the reader's to find.
        if (escape > 0 && !char.IsAsciiHexDigit((char)b))
        {
            escape = 0;
        }

        if (escape != 0)
        {
            escape = escape > 0 ? escape - 1 : b == 'u' ? 4 : 0;
        }
        else if (b == '"')
        {
            inString = false;
        }
        else if (kept >= Kept && ((b & 0xC0) != 0x80 || kept >= Kept + 4))
        {
            // A character begins here, or nothing that is one: from here on everything is left out but the quote.
            leavesOut = HasCut = true;
        }
        else
        {
            escape = b == '\\' ? -1 : 0;
        }
    }
}
