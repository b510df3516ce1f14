using System.Runtime.InteropServices;

namespace MailAuth.Usernames;

/// <summary>
/// Canonical decomposition and composition (UAX 15: NFD, NFC) on the project's own tables, so that a username is the same on every
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

    /// <summary>Appends the full canonical decomposition of a code point, not yet in canonical order.</summary>
    public static void Decompose(int codePoint, List<int> output)
    {
        int syllable = codePoint - SyllableBase;
        if (codePoint < 0xC0)
        {
            output.Add(codePoint);
        }
        else if ((uint)syllable < SyllableCount)
        {
            output.Add(LeadBase + (syllable / (VowelCount * TailCount)));
            output.Add(VowelBase + (syllable % (VowelCount * TailCount) / TailCount));
            if (syllable % TailCount != 0)
            {
                output.Add(TailBase + (syllable % TailCount));
            }
        }
        else if (TryFind(codePoint, out ulong entry))
        {
            Decompose(First(entry), output);
            if (Second(entry) != 0)
            {
                Decompose(Second(entry), output);
            }
        }
        else
        {
            output.Add(codePoint);
        }
    }

    /// <summary>Puts combining marks into canonical order.</summary>
    public static void Reorder(List<int> text)
    {
        for (int i = 1; i < text.Count; i++)
        {
            int mark = text[i];
            int combiningClass = CodePoint.Of(mark).CombiningClass;
            int to = i;
            while (combiningClass != 0 && to > 0 && CodePoint.Of(text[to - 1]).CombiningClass > combiningClass)
            {
                text[to] = text[to - 1];
                to--;
            }

            text[to] = mark;
        }
    }

    /// <summary>Composes decomposed text that is in canonical order, in place.</summary>
    public static void Compose(List<int> text)
    {
        int starter = -1;
        int lastClass = -1;
        int written = 0;
        foreach (int codePoint in CollectionsMarshal.AsSpan(text))
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

        text.RemoveRange(written, text.Count - written);
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
