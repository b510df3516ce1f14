using System.Buffers.Text;
using System.Text;

namespace MailHost.Pop3;

/// <summary>A line that a client sent, taken apart. What follows the keyword is a slice of the line's own bytes: no password is copied.</summary>
internal readonly struct Pop3Command
{
    /// <summary>A keyword has three or four letters (RFC 1939 section 3). What is longer is not made a string of: it may be a password that came at the wrong time.</summary>
    private const int LongestName = 4;

    private Pop3Command(string name, Memory<byte>? text)
    {
        Name = name;
        Text = text;
    }

    /// <summary>The keyword in upper case; empty where the line begins with none.</summary>
    public string Name { get; }

    /// <summary>Everything behind the first blank, byte by byte: a password may hold and end with blanks (RFC 1939 section 7, PASS). <see langword="null"/> where there is no blank.</summary>
    public Memory<byte>? Text { get; }

    /// <summary>Whether nothing, or nothing but blanks, follows the keyword.</summary>
    public bool HasNoArguments => Arguments.IsEmpty;

    /// <summary>What follows the keyword, without outer blanks: for every command but USER and PASS.</summary>
    public Memory<byte> Arguments => (Text ?? default).Trim((byte)' ');

    public static Pop3Command Parse(Memory<byte> line)
    {
        int blank = line.Span.IndexOf((byte)' ');
        ReadOnlySpan<byte> name = blank < 0 ? line.Span : line.Span[..blank];
        return new Pop3Command(
            name.Length <= LongestName ? Encoding.Latin1.GetString(name).ToUpperInvariant() : "",
            blank < 0 ? default(Memory<byte>?) : line[(blank + 1)..]);
    }

    /// <summary>The only argument as a number, such as a message's.</summary>
    public bool TryGetNumber(out int number)
    {
        ReadOnlySpan<byte> arguments = Arguments.Span;
        return TryTakeNumber(ref arguments, out number) && arguments.IsEmpty;
    }

    /// <summary>The two arguments as numbers.</summary>
    public bool TryGetNumbers(out int first, out int second)
    {
        ReadOnlySpan<byte> arguments = Arguments.Span;
        second = 0;
        return TryTakeNumber(ref arguments, out first) && TryTakeNumber(ref arguments, out second) && arguments.IsEmpty;
    }

    private static bool TryTakeNumber(ref ReadOnlySpan<byte> text, out int number)
    {
        int end = text.IndexOf((byte)' ');
        ReadOnlySpan<byte> digits = end < 0 ? text : text[..end];
        text = end < 0 ? default : text[end..].TrimStart((byte)' ');
        number = 0;
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        if (!Utf8Parser.TryParse(digits, out number, out _))
        {
            number = int.MaxValue; // More than a number can say is a message that is not there, or every line.
        }

        return true;
    }
}
