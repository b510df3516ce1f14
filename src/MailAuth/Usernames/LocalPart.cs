using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace MailAuth.Usernames;

/// <summary>
/// The local-part of a username: a dot-atom (RFC 5321 section 4.1.2, RFC 6531 section 3.3) that the UsernameCaseMapped profile, or with the
/// case kept UsernameCasePreserved, allows (RFC 8265 sections 3.3 and 3.4). What the profile checks, it checks after mapping, in the order of
/// RFC 8264 section 7: so texts that are canonically equivalent are one username.
/// </summary>
internal static class LocalPart
{
    public const int MaximumOctets = 64;

    private static readonly SearchValues<byte> DotAtomText =
        SearchValues.Create("!#$%&'*+-/=?^_`{|}~.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Maps a local-part, quoted or not, from valid UTF-8 without controls.</summary>
    /// <param name="text">The local-part as it was written.</param>
    /// <param name="preserveCase">Whether the case is kept.</param>
    /// <param name="output">Room for <see cref="MaximumOctets"/> characters.</param>
    /// <param name="written">How many characters were written.</param>
    public static UsernameError Map(ReadOnlySpan<byte> text, bool preserveCase, Span<char> output, out int written)
    {
        written = 0;
        if (text.Length > 0 && text[0] == '"')
        {
            byte[]? content = Unquote(text);
            return content is null ? UsernameError.InvalidLocalPart : MapAtom(content, preserveCase, output, out written);
        }

        return MapAtom(text, preserveCase, output, out written);
    }

    /// <summary>Checks a local-part that is mapped already, after a part of it was cut off.</summary>
    public static bool IsValid(ReadOnlySpan<char> mapped)
    {
        var codePoints = new List<int>(mapped.Length);
        foreach (Rune rune in mapped.EnumerateRunes())
        {
            codePoints.Add(rune.Value);
        }

        return IsValid(CollectionsMarshal.AsSpan(codePoints));
    }

    /// <summary>Whether an ASCII character may stand in a dot-atom, apart from the dot: RFC 5321's atext.</summary>
    public static bool IsAtomText(int character) => character is > 0 and < 0x80 and not '.' && DotAtomText.Contains((byte)character);

    private static UsernameError MapAtom(ReadOnlySpan<byte> text, bool preserveCase, Span<char> output, out int written)
    {
        written = 0;
        if (!Ascii.IsValid(text))
        {
            return MapUnicode(text, preserveCase, output, out written);
        }

        if (text.Length > MaximumOctets)
        {
            return UsernameError.TooLong;
        }

        if (text.IsEmpty || text.ContainsAnyExcept(DotAtomText) || text[0] == '.' || text[^1] == '.' || text.IndexOf(".."u8) >= 0)
        {
            return UsernameError.InvalidLocalPart;
        }

        OperationStatus _ = preserveCase ? Ascii.ToUtf16(text, output, out written) : Ascii.ToLower(text, output, out written);
        return UsernameError.None;
    }

    private static UsernameError MapUnicode(ReadOnlySpan<byte> text, bool preserveCase, Span<char> output, out int written)
    {
        written = 0;
        var wide = new List<int>(text.Length);
        foreach (Rune rune in new Utf8Runes(text))
        {
            UnicodeMapping.Width(rune.Value, wide);
        }

        // Decomposed first, so that a composed capital and its parts get the same lower case.
        var mapped = new List<int>(wide.Count + 8);
        foreach (int codePoint in wide)
        {
            CanonicalForm.Decompose(codePoint, mapped);
        }

        if (!preserveCase)
        {
            foreach (ref int codePoint in CollectionsMarshal.AsSpan(mapped))
            {
                codePoint = UnicodeMapping.Lower(codePoint);
            }
        }

        CanonicalForm.Reorder(mapped);
        CanonicalForm.Compose(mapped);
        ReadOnlySpan<int> result = CollectionsMarshal.AsSpan(mapped);
        int octets = 0;
        foreach (int codePoint in result)
        {
            octets += new Rune(codePoint).Utf8SequenceLength;
        }

        if (octets > MaximumOctets)
        {
            return UsernameError.TooLong;
        }

        if (!IsValid(result))
        {
            return UsernameError.InvalidLocalPart;
        }

        foreach (int codePoint in result)
        {
            written += new Rune(codePoint).EncodeToUtf16(output[written..]);
        }

        return UsernameError.None;
    }

    private static bool IsValid(ReadOnlySpan<int> text)
    {
        bool needsAtom = true;
        for (int i = 0; i < text.Length; i++)
        {
            bool isDot = text[i] == '.';
            bool isAllowed = isDot ? !needsAtom : text[i] < 0x80 ? IsAtomText(text[i]) : CodePoint.Of(text[i]).IdentifierClass switch
            {
                CodePointClass.Valid => true,
                CodePointClass.ContextJ or CodePointClass.ContextO => ContextRules.Allow(text, i),
                _ => false,
            };
            if (!isAllowed)
            {
                return false;
            }

            needsAtom = isDot;
        }

        return !needsAtom && (!BidiRule.AppliesTo(text) || BidiRule.Holds(text));
    }

    /// <summary>The content of a quoted string (RFC 5321 section 4.1.2); null where it is none.</summary>
    private static byte[]? Unquote(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2 || text[^1] != '"')
        {
            return null;
        }

        text = text[1..^1];
        byte[] content = new byte[text.Length];
        int written = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '"' || (text[i] == '\\' && (++i == text.Length || text[i] >= 0x80)))
            {
                return null;
            }

            content[written++] = text[i];
        }

        return content[..written];
    }
}
