namespace MailAuth.Configuration;

/// <summary>Finds the name that a misspelled one was meant to be.</summary>
internal static class SettingSuggestion
{
    /// <summary>The nearest of the known names: the same but for case, hyphens and underscores, or at most a third of its letters away; null for none.</summary>
    public static string? For(string written, IEnumerable<string> known)
    {
        string? nearest = null;
        int least = int.MaxValue;
        string wanted = Plain(written);
        foreach (string name in known)
        {
            int away = Distance(wanted, Plain(name));
            if (away < least && away <= Math.Max(1, name.Length / 3))
            {
                (nearest, least) = (name, away);
            }
        }

        return nearest;
    }

    private static string Plain(string name) =>
        name.Length > 64 ? "" : name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>How many letters must be added, dropped, changed or swapped with their neighbour.</summary>
    private static int Distance(string one, string other)
    {
        var steps = new int[one.Length + 1, other.Length + 1];
        for (int i = 0; i <= one.Length; i++)
        {
            for (int j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    steps[i, j] = i + j;
                    continue;
                }

                int changed = steps[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                int least = Math.Min(changed, Math.Min(steps[i - 1, j], steps[i, j - 1]) + 1);
                bool swapped = i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
                steps[i, j] = swapped ? Math.Min(least, steps[i - 2, j - 2] + 1) : least;
            }
        }

        return steps[one.Length, other.Length];
    }
}
