namespace MailAuth.Usernames;

/// <summary>The frozen mappings of single code points: width, lower case, and UTS 46.</summary>
internal static class UnicodeMapping
{
    /// <summary>Appends what a fullwidth or halfwidth code point is a form of (RFC 8265 section 3.3.1, width mapping), or the code point itself.</summary>
    public static void Width(int codePoint, List<int> output) => Map(UnicodeTables.Width, codePoint, output);

    /// <summary>
    /// The simple lower-case mapping: other than RFC 8265's toLowerCase, Σ is σ also at the end of a word, so that a name does not depend on where it
    /// ends. The text is to be decomposed first: the tables know no composed letters.
    /// </summary>
    public static int Lower(int codePoint) => codePoint < 0x80
        ? codePoint is >= 'A' and <= 'Z' ? codePoint | 0x20 : codePoint
        : TryFind(UnicodeTables.Lower, codePoint, out ulong run) ? Target(run, codePoint) : codePoint;

    /// <summary>Appends what UTS 46 (non-transitional) maps the code point to. The text is to be decomposed first.</summary>
    public static void Fold(int codePoint, List<int> output)
    {
        if (codePoint < 0x80 || !TryFind(UnicodeTables.Fold, codePoint, out _))
        {
            output.Add(Lower(codePoint));
        }
        else
        {
            Map(UnicodeTables.Fold, codePoint, output);
        }
    }

    private static void Map(ReadOnlySpan<ulong> runs, int codePoint, List<int> output)
    {
        if (!TryFind(runs, codePoint, out ulong run))
        {
            output.Add(codePoint);
        }
        else if (Step(run) != 0)
        {
            output.Add(Target(run, codePoint));
        }
        else
        {
            int pointer = (int)(run & 0x1FFFFF);
            output.AddRange(UnicodeTables.Sequences.Slice(pointer >> 5, pointer & 0x1F));
        }
    }

    private static bool TryFind(ReadOnlySpan<ulong> runs, int codePoint, out ulong run)
    {
        int low = 0;
        int high = runs.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) >> 1;
            (low, high) = First(runs[middle]) <= codePoint ? (middle, high) : (low, middle - 1);
        }

        run = runs[low];
        int distance = codePoint - First(run);
        int step = Math.Max(Step(run), 1);
        return distance >= 0 && distance % step == 0 && distance / step < (int)((run >> 24) & 0x7FFFF);
    }

    private static int First(ulong run) => (int)(run >> 43);

    private static int Step(ulong run) => (int)((run >> 21) & 7);

    // Source and target advance together, so the step cancels out.
    private static int Target(ulong run, int codePoint) => (int)(run & 0x1FFFFF) + codePoint - First(run);
}
