namespace MailAuth.Usernames;

/// <summary>The contextual rules of RFC 5892 appendix A: code points that a name may hold only in certain company.</summary>
internal static class ContextRules
{
    public static bool Allow(ReadOnlySpan<int> text, int at)
    {
        CodePoint before = at > 0 ? CodePoint.Of(text[at - 1]) : default;
        CodePoint after = at + 1 < text.Length ? CodePoint.Of(text[at + 1]) : default;
        return text[at] switch
        {
            0x200C => before.IsVirama || IsBetweenJoining(text, at),
            0x200D => before.IsVirama,
            0x00B7 => at > 0 && at + 1 < text.Length && text[at - 1] == 'l' && text[at + 1] == 'l',
            0x0375 => after.Script == ScriptGroup.Greek,
            0x05F3 or 0x05F4 => before.Script == ScriptGroup.Hebrew,
            0x30FB => HasJapanese(text),
            >= 0x0660 and <= 0x0669 => !text.ContainsAnyInRange(0x06F0, 0x06F9),
            >= 0x06F0 and <= 0x06F9 => !text.ContainsAnyInRange(0x0660, 0x0669),
            _ => false,
        };
    }

    /// <summary>Appendix A.1: a letter that joins onwards before it, one that joins backwards after it, and only transparent ones between.</summary>
    private static bool IsBetweenJoining(ReadOnlySpan<int> text, int at)
    {
        int before = at - 1;
        while (before >= 0 && CodePoint.Of(text[before]).Joining == JoiningType.Transparent)
        {
            before--;
        }

        int after = at + 1;
        while (after < text.Length && CodePoint.Of(text[after]).Joining == JoiningType.Transparent)
        {
            after++;
        }

        return before >= 0 && CodePoint.Of(text[before]).Joining is JoiningType.Left or JoiningType.Dual
            && after < text.Length && CodePoint.Of(text[after]).Joining is JoiningType.Right or JoiningType.Dual;
    }

    private static bool HasJapanese(ReadOnlySpan<int> text)
    {
        foreach (int codePoint in text)
        {
            if (CodePoint.Of(codePoint).Script == ScriptGroup.Japanese)
            {
                return true;
            }
        }

        return false;
    }
}
