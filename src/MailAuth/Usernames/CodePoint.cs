namespace MailAuth.Usernames;

/// <summary>What the frozen tables say of one Unicode code point.</summary>
internal readonly struct CodePoint
{
    private readonly uint packed;

    private CodePoint(uint packed) => this.packed = packed;

    /// <summary>Whether an identifier may hold it (RFC 8264 section 4.2, IdentifierClass), perhaps only in a context.</summary>
    public CodePointClass IdentifierClass => (CodePointClass)(packed & 3);

    /// <summary>The same for a domain's label (RFC 5892 section 3), of a code point that UTS 46 mapping leaves as it is.</summary>
    public CodePointClass LabelClass => (packed & 4) != 0 ? CodePointClass.Disallowed : IdentifierClass;

    /// <summary>General category Mark.</summary>
    public bool IsMark => (packed & 8) != 0;

    public BidiClass Bidi => (BidiClass)((packed >> 4) & 0xF);

    public JoiningType Joining => (JoiningType)((packed >> 8) & 7);

    public ScriptGroup Script => (ScriptGroup)((packed >> 12) & 3);

    /// <summary>Canonical combining class.</summary>
    public int CombiningClass => (int)(packed >> 16);

    public bool IsVirama => CombiningClass == 9;

    public static CodePoint Of(int codePoint)
    {
        ReadOnlySpan<uint> ranges = UnicodeTables.Ranges;
        int low = 0;
        int high = ranges.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) >> 1;
            (low, high) = ranges[middle] >> 8 <= (uint)codePoint ? (middle, high) : (low, middle - 1);
        }

        return new CodePoint(UnicodeTables.Properties[(int)(ranges[low] & 0xFF)]);
    }
}
