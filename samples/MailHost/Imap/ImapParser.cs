using System.Buffers.Text;
using System.Text;

namespace MailHost.Imap;

/// <summary>
/// Takes one command apart, from left to right: the raw bytes of its lines and literals, one behind the other. A method that finds something else than it
/// looks for answers <see langword="false"/>, and the command is <c>BAD</c>. Strings are slices of the command's own bytes: no password is copied.
/// </summary>
internal sealed class ImapParser(Memory<byte> text)
{
    private int position;

    public bool AtEnd => position == text.Length;

    private ReadOnlySpan<byte> Rest => text.Span[position..];

    /// <summary>Whether the next byte is this one; it is then taken.</summary>
    public bool TryTake(char expected)
    {
        if (AtEnd || text.Span[position] != expected)
        {
            return false;
        }

        position++;
        return true;
    }

    public bool IsNext(char expected) => !AtEnd && text.Span[position] == expected;

    public bool IsNextNumber => !AtEnd && char.IsAsciiDigit((char)text.Span[position]);

    public bool TryTakeSpace() => TryTake(' ');

    /// <summary>A tag (RFC 3501 section 9): an astring character other than <c>+</c>, once or more.</summary>
    public bool TryTakeTag(out string tag)
    {
        int length = 0;
        while (length < Rest.Length && (IsAtomChar(Rest[length]) || Rest[length] == ']') && Rest[length] != '+')
        {
            length++;
        }

        return TryTakeText(length, out tag);
    }

    /// <summary>A word of the protocol (a command, a search key, a mechanism), in upper case.</summary>
    public bool TryTakeWord(out string word)
    {
        int length = 0;
        while (length < Rest.Length && IsAtomChar(Rest[length]) && Rest[length] != '[')
        {
            length++;
        }

        bool taken = TryTakeText(length, out word);
        word = word.ToUpperInvariant();
        return taken;
    }

    /// <summary>Whether the next word is this one; it is then taken.</summary>
    public bool TryTakeWord(string expected)
    {
        int start = position;
        if (TryTakeWord(out string word) && word == expected)
        {
            return true;
        }

        position = start;
        return false;
    }

    /// <summary>An astring (RFC 3501 section 9): atom, quoted string or literal. Bytes from 0x80 pass as they are: old clients send them so.</summary>
    public bool TryTakeAString(out Memory<byte> value) => TryTakeString(out value) || TryTakeAtom(wildcards: false, out value);

    /// <summary>A mailbox name or a pattern of one, where <c>*</c> and <c>%</c> are allowed unquoted.</summary>
    public bool TryTakeListMailbox(out Memory<byte> value) => TryTakeString(out value) || TryTakeAtom(wildcards: true, out value);

    /// <summary>An nstring (RFC 3501 section 9): quoted string, literal or NIL (empty here).</summary>
    public bool TryTakeNString(out Memory<byte> value)
    {
        if (TryTakeString(out value))
        {
            return true;
        }

        value = default;
        return TryTakeWord("NIL");
    }

    /// <summary>Everything up to a space or the end: base64, a sequence set.</summary>
    public bool TryTakeToken(out Memory<byte> token)
    {
        int length = Rest.IndexOfAny((byte)' ', (byte)')');
        length = length < 0 ? Rest.Length : length;
        token = text.Slice(position, length);
        position += length;
        return length > 0;
    }

    public bool TryTakeNumber(out uint number)
    {
        if (!Utf8Parser.TryParse(Rest, out number, out int used))
        {
            return false;
        }

        position += used;
        return true;
    }

    /// <summary>Takes bytes up to one of <paramref name="ends"/>, which stays.</summary>
    public string TakeUntil(string ends)
    {
        int length = 0;
        while (length < Rest.Length && ends.IndexOf((char)Rest[length], StringComparison.Ordinal) < 0)
        {
            length++;
        }

        _ = TryTakeText(length, out string taken);
        return taken;
    }

    private bool TryTakeText(int length, out string taken)
    {
        taken = Encoding.Latin1.GetString(Rest[..length]);
        position += length;
        return length > 0;
    }

    private bool TryTakeAtom(bool wildcards, out Memory<byte> value)
    {
        int length = 0;
        while (length < Rest.Length && (IsAtomChar(Rest[length]) || Rest[length] is (byte)']' or >= 0x80 || (wildcards && Rest[length] is (byte)'*' or (byte)'%')))
        {
            length++;
        }

        value = text.Slice(position, length);
        position += length;
        return length > 0;
    }

    private bool TryTakeString(out Memory<byte> value)
    {
        value = default;
        return TryTake('"') ? TryTakeQuoted(out value) : TryTake('{') && TryTakeLiteral(out value);
    }

    private bool TryTakeQuoted(out Memory<byte> value)
    {
        // Escapes are taken out in place: the value only gets shorter.
        Span<byte> bytes = text.Span;
        int start = position;
        int end = start;
        while (position < bytes.Length)
        {
            byte next = bytes[position++];
            if (next == '"')
            {
                value = text[start..end];
                return true;
            }

            if (next == '\\')
            {
                if (AtEnd || bytes[position] is not ((byte)'\\' or (byte)'"'))
                {
                    break;
                }

                next = bytes[position++];
            }

            if (next is (byte)'\r' or (byte)'\n')
            {
                break;
            }

            bytes[end++] = next;
        }

        value = default;
        return false;
    }

    private bool TryTakeLiteral(out Memory<byte> value)
    {
        value = default;
        if (!TryTakeNumber(out uint length))
        {
            return false;
        }

        _ = TryTake('+');
        if (!TryTake('}') || !TryTake('\r') || !TryTake('\n') || length > Rest.Length)
        {
            return false;
        }

        value = text.Slice(position, (int)length);
        position += (int)length;
        return true;
    }

    private static bool IsAtomChar(byte value) =>
        value is > 0x20 and < 0x7F and not ((byte)'(' or (byte)')' or (byte)'{' or (byte)'%' or (byte)'*' or (byte)'"' or (byte)'\\' or (byte)']');
}
