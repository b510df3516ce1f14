namespace MailAuth.Usernames;

/// <summary>The Bidi rule of RFC 5893 section 2, on one label or local-part.</summary>
internal static class BidiRule
{
    /// <summary>Whether the text holds a right-to-left code point: only then does the rule apply to the name.</summary>
    public static bool AppliesTo(ReadOnlySpan<int> text)
    {
        foreach (int codePoint in text)
        {
            if (CodePoint.Of(codePoint).Bidi is BidiClass.R or BidiClass.AL or BidiClass.AN)
            {
                return true;
            }
        }

        return false;
    }

    public static bool Holds(ReadOnlySpan<int> text)
    {
        BidiClass first = CodePoint.Of(text[0]).Bidi;
        bool isRightToLeft = first is BidiClass.R or BidiClass.AL;
        if (!isRightToLeft && first != BidiClass.L)
        {
            return false;
        }

        BidiClass last = first;
        bool hasEuropeanNumber = false;
        bool hasArabicNumber = false;
        foreach (int codePoint in text)
        {
            BidiClass bidi = CodePoint.Of(codePoint).Bidi;
            bool isAllowed = bidi switch
            {
                BidiClass.EN or BidiClass.ES or BidiClass.CS or BidiClass.ET or BidiClass.ON or BidiClass.BN or BidiClass.NSM => true,
                BidiClass.R or BidiClass.AL or BidiClass.AN => isRightToLeft,
                BidiClass.L => !isRightToLeft,
                _ => false,
            };
            if (!isAllowed)
            {
                return false;
            }

            hasEuropeanNumber |= bidi == BidiClass.EN;
            hasArabicNumber |= bidi == BidiClass.AN;
            last = bidi == BidiClass.NSM ? last : bidi;
        }

        return !(isRightToLeft && hasEuropeanNumber && hasArabicNumber)
            && (isRightToLeft ? last is BidiClass.R or BidiClass.AL or BidiClass.EN or BidiClass.AN : last is BidiClass.L or BidiClass.EN);
    }
}
