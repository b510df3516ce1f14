using System.Text;

namespace MailAuth.Usernames;

/// <summary>The Unicode scalar values of UTF-8 text, for <see langword="foreach"/>.</summary>
internal ref struct Utf8Runes(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> rest = text;

    public Rune Current { get; private set; }

    public readonly Utf8Runes GetEnumerator() => this;

    public bool MoveNext()
    {
        if (rest.IsEmpty)
        {
            return false;
        }

        Rune.DecodeFromUtf8(rest, out Rune rune, out int length);
        Current = rune;
        rest = rest[length..];
        return true;
    }
}
