using System.Runtime.InteropServices;

namespace MailAuth.Usernames;

/// <summary>
/// Canonical decomposition and composition (UAX 15: NFD, NFC) on the project's own tables, so that a username, and a password, is the same on every
/// machine: String.Normalize follows the data that a machine has installed, and does nothing in globalization-invariant mode.
/// </summary>
internal static class CanonicalForm
{
    // Hangul syllables are composed by arithmetic: the Unicode Standard, section 3.12.
    private const int SyllableBase = 0xAC00;
    private const int LeadBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TailBase = 0x11A7;
    private const int LeadCount = 19;
    private const int VowelCount = 21;
    private const int TailCount = 28;
    private const int SyllableCount = LeadCount * VowelCount * TailCount;

    // A code point has 21 bits: there is room for its combining class, so that it is looked up once for each.
    private const int ClassShift = 21;
    private const int CodePointMask = (1 << ClassShift) - 1;

    /// <summary>The most code points that one decomposes to.</summary>
    private const int LongestDecomposition = 4;

    /// <summary>Appends the full canonical decomposition of a code point, not yet in canonical order.</summary>
    public static void Decompose(int codePoint, List<int> output)
    {
        Span<int> parts = stackalloc int[LongestDecomposition];
        output.AddRange(parts[..Decompose(codePoint, parts)]);
    }

    /// <summary>Writes the full canonical decomposition of a code point, not yet in canonical order.</summary>
    /// <returns>How many code points it is: 1 to 4, and at most three for every two bytes of its UTF-8.</returns>
    public static int Decompose(int codePoint, Span<int> output)
    {
        int syllable = codePoint - SyllableBase;
        if ((uint)syllable < SyllableCount)
        {
            output[0] = LeadBase + (syllable / (VowelCount * TailCount));
            output[1] = VowelBase + (syllable % (VowelCount * TailCount) / TailCount);
            if (syllable % TailCount == 0)
            {
                return 2;
            }

            output[2] = TailBase + (syllable % TailCount);
            return 3;
        }

        if (codePoint < 0xC0 || !TryFind(codePoint, out ulong entry))
        {
            output[0] = codePoint;
            return 1;
        }

        int length = Decompose(First(entry), output);
        return Second(entry) == 0 ? length : length + Decompose(Second(entry), output[length..]);
    }

    /// <summary>Puts combining marks into canonical order.</summary>
    public static void Reorder(List<int> text) => Reorder(CollectionsMarshal.AsSpan(text));

    /// <inheritdoc cref="Reorder(List{int})"/>
    public static void Reorder(Span<int> text)
    {
        foreach (ref int codePoint in text)
        {
            codePoint |= CodePoint.Of(codePoint).CombiningClass << ClassShift;
        }

        // Each mark goes behind those of its class and before those of higher ones: found by halving, so that a thousand marks in a row cost microseconds.
        int first = 0;
        for (int i = 0; i < text.Length; i++)
        {
            int mark = text[i];
            int combiningClass = mark >> ClassShift;
            if (combiningClass == 0)
            {
                first = i + 1;
                continue;
            }

            int low = first;
            int high = i;
            while (low < high)
            {
                int middle = (low + high) >> 1;
                (low, high) = text[middle] >> ClassShift > combiningClass ? (low, middle) : (middle + 1, high);
            }

            text[low..i].CopyTo(text[(low + 1)..]);
            text[low] = mark;
        }

        foreach (ref int codePoint in text)
        {
            codePoint &= CodePointMask;
        }
    }

    /// <summary>Composes decomposed text that is in canonical order, in place.</summary>
    public static void Compose(List<int> text)
    {
        int length = Compose(CollectionsMarshal.AsSpan(text));
        text.RemoveRange(length, text.Count - length);
    }

    /// <inheritdoc cref="Compose(List{int})"/>
    /// <returns>How many code points it is then.</returns>
    public static int Compose(Span<int> text)
    {
        int starter = -1;
        int lastClass = -1;
        int written = 0;
        foreach (int codePoint in text)
        {
            int combiningClass = CodePoint.Of(codePoint).CombiningClass;
            if (starter >= 0 && (lastClass < combiningClass || lastClass < 0) && Pair(text[starter], codePoint) is int composed and not 0)
            {
                text[starter] = composed;
                continue;
            }

            text[written] = codePoint;
            (starter, lastClass) = combiningClass == 0 ? (written, -1) : (starter, combiningClass);
            written++;
        }

        return written;
    }

    private static int Pair(int first, int second)
    {
        int lead = first - LeadBase;
        int vowel = second - VowelBase;
        if ((uint)lead < LeadCount && (uint)vowel < VowelCount)
        {
            return SyllableBase + (((lead * VowelCount) + vowel) * TailCount);
        }

        int syllable = first - SyllableBase;
        int tail = second - TailBase;
        if ((uint)syllable < SyllableCount && syllable % TailCount == 0 && tail is > 0 and < TailCount)
        {
            return first + tail;
        }

        return Compositions.Pairs.GetValueOrDefault((first, second));
    }

    private static bool TryFind(int codePoint, out ulong entry)
    {
        ReadOnlySpan<ulong> entries = UnicodeTables.Decompositions;
        int low = 0;
        int high = entries.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) >> 1;
            (low, high) = (int)(entries[middle] >> 43) <= codePoint ? (middle, high) : (low, middle - 1);
        }

        entry = entries[low];
        return (int)(entry >> 43) == codePoint;
    }

    private static int First(ulong entry) => (int)((entry >> 22) & 0x1FFFFF);

    private static int Second(ulong entry) => (int)((entry >> 1) & 0x1FFFFF);

    /// <summary>Made when the first name that is not ASCII comes.</summary>
    private static class Compositions
    {
        public static readonly Dictionary<(int First, int Second), int> Pairs = Make();

        private static Dictionary<(int First, int Second), int> Make()
        {
            var pairs = new Dictionary<(int First, int Second), int>(1024);
            foreach (ulong entry in UnicodeTables.Decompositions)
            {
                bool isExcluded = (entry & 1) != 0;
                if (!isExcluded)
                {
                    pairs.Add((First(entry), Second(entry)), (int)(entry >> 43));
                }
            }

            return pairs;
        }
    }
}
