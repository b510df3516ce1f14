using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace MailHost.Imap;

/// <summary>A set of message numbers or UIDs (RFC 3501 section 9, sequence-set), in a mailbox whose only message is number 1 with UID 1.</summary>
internal sealed class SequenceSet
{
    private readonly List<(uint From, uint To)> ranges = [];

    private SequenceSet()
    {
    }

    public static bool TryParse(ReadOnlySpan<byte> text, [NotNullWhen(true)] out SequenceSet? set)
    {
        set = null;
        var made = new SequenceSet();
        while (TryTakeNumber(ref text, out uint from))
        {
            uint to = from;
            if (text is [(byte)':', ..])
            {
                text = text[1..];
                if (!TryTakeNumber(ref text, out to))
                {
                    return false;
                }
            }

            made.ranges.Add(from < to ? (from, to) : (to, from));
            if (text.IsEmpty)
            {
                set = made;
                return true;
            }

            if (text[0] != ',')
            {
                return false;
            }

            text = text[1..];
        }

        return false;
    }

    public bool Contains(uint number) => ranges.Exists(range => range.From <= number && number <= range.To);

    /// <summary>A number, or <c>*</c> for the last one, which is 1.</summary>
    private static bool TryTakeNumber(ref ReadOnlySpan<byte> text, out uint number)
    {
        if (text is [(byte)'*', ..])
        {
            number = 1;
            text = text[1..];
            return true;
        }

        if (!Utf8Parser.TryParse(text, out number, out int used) || number == 0)
        {
            return false;
        }

        text = text[used..];
        return true;
    }
}
