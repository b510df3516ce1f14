using MailAuth.Configuration;

namespace MailAuth.Transition;

/// <summary>Checks and compiles a list of brownouts.</summary>
internal static class BrownoutCompiler
{
    /// <summary>Compiles a list; what is wrong is left out.</summary>
    /// <param name="options">The list.</param>
    /// <param name="path">The list's setting.</param>
    /// <param name="clock">The clock of its dates.</param>
    /// <param name="warn">The period that it must lie in; null where that can't be told.</param>
    /// <param name="problems">Takes what is wrong; null where the list is inherited, and was reported elsewhere.</param>
    /// <returns>The brownouts in order.</returns>
    public static Brownout[] Compile(IList<BrownoutOptions> options, string path, LocalClock clock, WarnPeriod? warn, ConfigurationProblems? problems)
    {
        var brownouts = new List<Brownout>(options.Count);
        for (int i = 0; i < options.Count; i++)
        {
            string setting = $"{path}[{i}]";
            if (Read(options[i], setting, clock, problems) is not { } brownout)
            {
                continue;
            }

            if (warn?.Excludes(brownout.Start, brownout.End) is { } problem)
            {
                problems?.Add(setting, Write(options[i]), problem);
            }

            if (FindOverlap(brownouts, brownout) is { } other)
            {
                problems?.Add(setting, Write(options[i]), $"overlaps {other.Setting}");
            }

            brownouts.Add(brownout);
        }

        brownouts.Sort(static (left, right) => left.Start.CompareTo(right.Start));
        return [.. brownouts];
    }

    private static Brownout? Read(BrownoutOptions? options, string setting, LocalClock clock, ConfigurationProblems? problems)
    {
        if (options is null)
        {
            problems?.Add(setting, null, "is missing");
            return null;
        }

        bool hasDate = LocalText.TryReadDate(options.Date, out DateTime date);
        if (!hasDate || LocalText.Problem(date) is not null)
        {
            problems?.Add($"{setting}.date", options.Date, hasDate ? LocalText.Problem(date)! : Expected(options.Date, "a date, yyyy-MM-dd"));
            hasDate = false;
        }

        bool hasFrom = LocalText.TryReadTime(options.From, out TimeSpan from) && from < TimeSpan.FromDays(1);
        if (!hasFrom)
        {
            problems?.Add($"{setting}.from", options.From, Expected(options.From, "a time of day, HH:mm, from 00:00 to 23:59"));
        }

        bool hasTo = LocalText.TryReadTime(options.To, out TimeSpan to);
        if (!hasTo)
        {
            problems?.Add($"{setting}.to", options.To, Expected(options.To, "a time of day, HH:mm, to 24:00"));
        }

        if (!hasDate || !hasFrom || !hasTo)
        {
            return null;
        }

        if (to <= from)
        {
            problems?.Add($"{setting}.to", options.To, $"is not after from, {options.From}: a brownout ends on its own day, at 24:00 at the latest");
            return null;
        }

        var brownout = new Brownout(clock.FirstInstant(date + from), clock.FirstInstant(date + to), setting);
        if (brownout.Start == brownout.End)
        {
            problems?.Add(setting, Write(options), "has no length: the clocks go forward over it");
            return null;
        }

        return brownout;
    }

    private static string Expected(string? given, string what) => given is null ? $"is missing: {what}" : $"is not {what}";

    private static string Write(BrownoutOptions options) => $"{options.Date} {options.From} to {options.To}";

    private static Brownout? FindOverlap(List<Brownout> others, Brownout brownout)
    {
        foreach (Brownout other in others)
        {
            if (brownout.Start < other.End && other.Start < brownout.End)
            {
                return other;
            }
        }

        return null;
    }
}
