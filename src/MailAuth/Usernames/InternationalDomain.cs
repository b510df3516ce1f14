using System.Runtime.InteropServices;
using System.Text;

namespace MailAuth.Usernames;

/// <summary>
/// Internationalized domains: UTS 46 mapping, non-transitional, with STD 3, CheckHyphens, CheckBidi and CheckJoiners; then every label is to be
/// a U-label of IDNA 2008 (RFC 5891 section 5.4, RFC 5892), so symbols are refused. .NET's IdnMapping follows the machine's Unicode data,
/// allows symbols, checks no Bidi rule, and does something else in globalization-invariant mode: it is not used.
/// </summary>
internal static class InternationalDomain
{
    /// <summary>Maps a domain from valid UTF-8 to A-labels.</summary>
    public static UsernameError Map(ReadOnlySpan<byte> text, Span<char> output, out int written)
    {
        written = 0;
        var input = new List<int>(text.Length);
        foreach (Rune rune in new Utf8Runes(text))
        {
            input.Add(rune.Value);
        }

        List<int> mapped = Fold(CollectionsMarshal.AsSpan(input));
        if (mapped is [.., '.'])
        {
            mapped.RemoveAt(mapped.Count - 1);
        }

        List<int[]>? labels = Decode(CollectionsMarshal.AsSpan(mapped));
        if (labels is null)
        {
            return UsernameError.InvalidDomain;
        }

        bool isBidi = labels.Exists(label => BidiRule.AppliesTo(label));
        foreach (int[] label in labels)
        {
            if (!IsValid(label) || (isBidi && !BidiRule.Holds(label)))
            {
                return UsernameError.InvalidDomain;
            }
        }

        return Encode(labels, output, out written);
    }

    /// <summary>UTS 46 section 4, steps 1 and 2: maps and normalizes. Decomposed first, so that equivalent texts are mapped alike.</summary>
    private static List<int> Fold(ReadOnlySpan<int> text)
    {
        var decomposed = new List<int>(text.Length + 8);
        foreach (int codePoint in text)
        {
            CanonicalForm.Decompose(codePoint, decomposed);
        }

        CanonicalForm.Reorder(decomposed);
        var folded = new List<int>(decomposed.Count);
        foreach (int codePoint in decomposed)
        {
            UnicodeMapping.Fold(codePoint, folded);
        }

        decomposed.Clear();
        foreach (int codePoint in folded)
        {
            CanonicalForm.Decompose(codePoint, decomposed);
        }

        CanonicalForm.Reorder(decomposed);
        CanonicalForm.Compose(decomposed);
        return decomposed;
    }

    /// <summary>The labels, A-labels decoded; null where an A-label is not the one way to write its U-label.</summary>
    private static List<int[]>? Decode(ReadOnlySpan<int> domain)
    {
        var labels = new List<int[]>();
        var decoded = new List<int>();
        Span<char> ascii = stackalloc char[Domain.MaximumLabelOctets];
        foreach (Range range in domain.Split('.'))
        {
            ReadOnlySpan<int> label = domain[range];
            if (!(label is ['x', 'n', '-', '-', ..]))
            {
                labels.Add(label.ToArray());
                continue;
            }

            if (label.Length > Domain.MaximumLabelOctets || label.ContainsAnyExceptInRange(0, 0x7F))
            {
                return null;
            }

            for (int i = 0; i < label.Length; i++)
            {
                ascii[i] = (char)label[i];
            }

            decoded.Clear();
            if (!Punycode.TryDecode(ascii[Domain.AcePrefix.Length..label.Length], decoded)
                || !IsOnlySpelling(CollectionsMarshal.AsSpan(decoded), ascii[Domain.AcePrefix.Length..label.Length]))
            {
                return null;
            }

            labels.Add([.. decoded]);
        }

        return labels;
    }

    private static bool IsOnlySpelling(ReadOnlySpan<int> label, ReadOnlySpan<char> punycode)
    {
        Span<char> again = stackalloc char[Domain.MaximumLabelOctets];
        return label.ContainsAnyExceptInRange(0, 0x7F)
            && label.SequenceEqual(CollectionsMarshal.AsSpan(Fold(label)))
            && Punycode.TryEncode(label, again, out int length)
            && punycode.SequenceEqual(again[..length]);
    }

    private static bool IsValid(ReadOnlySpan<int> label)
    {
        if (label.IsEmpty || label[0] == '-' || label[^1] == '-' || label is [_, _, '-', '-', ..] || CodePoint.Of(label[0]).IsMark)
        {
            return false;
        }

        for (int i = 0; i < label.Length; i++)
        {
            bool isAllowed = CodePoint.Of(label[i]).LabelClass switch
            {
                CodePointClass.Valid => true,
                CodePointClass.ContextJ or CodePointClass.ContextO => ContextRules.Allow(label, i),
                _ => false,
            };
            if (!isAllowed)
            {
                return false;
            }
        }

        return true;
    }

    private static UsernameError Encode(List<int[]> labels, Span<char> output, out int written)
    {
        written = 0;
        Span<char> encoded = stackalloc char[Domain.MaximumLabelOctets];
        foreach (int[] label in labels)
        {
            bool isAscii = !label.AsSpan().ContainsAnyExceptInRange(0, 0x7F);
            int length = 0;
            if (isAscii)
            {
                if (label.Length > encoded.Length)
                {
                    return UsernameError.TooLong;
                }

                foreach (int letter in label)
                {
                    encoded[length++] = (char)letter;
                }
            }
            else
            {
                Domain.AcePrefix.CopyTo(encoded);
                if (!Punycode.TryEncode(label, encoded[Domain.AcePrefix.Length..], out int punycodeLength))
                {
                    return UsernameError.TooLong;
                }

                length = Domain.AcePrefix.Length + punycodeLength;
            }

            int dot = written > 0 ? 1 : 0;
            if (written + dot + length > Domain.MaximumOctets)
            {
                return UsernameError.TooLong;
            }

            if (dot > 0)
            {
                output[written++] = '.';
            }

            encoded[..length].CopyTo(output[written..]);
            written += length;
        }

        return UsernameError.None;
    }
}
