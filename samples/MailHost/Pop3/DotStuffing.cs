using System.Buffers;

namespace MailHost.Pop3;

/// <summary>A dot at the beginning of a line is sent as two (RFC 1939 section 3): a line with nothing but a dot ends the answer.</summary>
internal static class DotStuffing
{
    /// <summary>The text as it is sent, its line ends CR LF.</summary>
    public static ReadOnlySpan<byte> Stuff(ReadOnlySpan<byte> text)
    {
        var stuffed = new ArrayBufferWriter<byte>(text.Length + 1);
        while (!text.IsEmpty)
        {
            if (text[0] == '.')
            {
                stuffed.Write("."u8);
            }

            int lineFeed = text.IndexOf((byte)'\n');
            int length = lineFeed < 0 ? text.Length : lineFeed + 1;
            stuffed.Write(text[..length]);
            text = text[length..];
        }

        return stuffed.WrittenSpan;
    }
}
