using MailAuth.Configuration;

namespace MailAuth.Transition;

/// <summary>Finds the clocks of the time zones that options name, each once, and reports the names that are wrong, each setting once.</summary>
internal sealed class LocalClocks
{
    /// <summary>A zone that every copy of the tz database has: without it there is none on this machine.</summary>
    private const string WellKnownZone = "Europe/London";

    private readonly ConfigurationProblems problems;
    private readonly Func<string, TimeZoneInfo?> find;
    private readonly Dictionary<string, (LocalClock Clock, string? Problem)> clocks = new(StringComparer.Ordinal);
    private readonly HashSet<string> reported = new(StringComparer.Ordinal);

    /// <summary>Makes an empty set of clocks over the machine's time-zone data, or over another source of zones.</summary>
    public LocalClocks(ConfigurationProblems problems, Func<string, TimeZoneInfo?>? find = null)
    {
        this.problems = problems;
        this.find = find ?? (static name => TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? zone) ? zone : null);
    }

    /// <summary>The clock of a zone that a date needs; UTC's where the name is missing or wrong, which is then reported.</summary>
    public LocalClock Get(string? name, string setting)
    {
        if (name is null)
        {
            Report(setting, null, "is missing: a date needs a time zone, such as Europe/Stockholm or UTC");
            return LocalClock.Utc;
        }

        if (!clocks.TryGetValue(name, out (LocalClock Clock, string? Problem) known))
        {
            known = Open(name);
            clocks.Add(name, known);
        }

        if (known.Problem is not null)
        {
            Report(setting, name, known.Problem);
        }

        return known.Clock;
    }

    private (LocalClock Clock, string? Problem) Open(string name)
    {
        if (name is "UTC" or "Etc/UTC")
        {
            return (LocalClock.Utc, null);
        }

        TimeZoneInfo? zone = IsName(name) ? find(name) : null;
        if (zone is not null && zone.Id == name)
        {
            return (new LocalClock(zone), null);
        }

        string problem =
            find(WellKnownZone) is null ? "can't be looked up: this machine has no time-zone data; install it (package tzdata), or use UTC"
            : zone is not null ? $"is written {zone.Id}"
            : TimeZoneInfo.TryConvertWindowsIdToIanaId(name, out string? iana) ? $"is a Windows name: the IANA name is {iana}"
            : "is not a time zone that this machine knows: use an IANA name, such as Europe/Stockholm or UTC";
        return (LocalClock.Utc, problem);
    }

    /// <summary>
    /// Whether a text can be an IANA name. The search reads a file of that name, so no path may leave the database; its "localtime" is whatever
    /// zone the machine is set to, and the zones below "right" count leap seconds. Windows names, which have blanks, differ between machines.
    /// </summary>
    private static bool IsName(string name)
    {
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('/' or '_' or '-' or '+'))
            {
                return false;
            }
        }

        return name.Length > 0 && name[0] != '/' && name is not ("localtime" or "posixrules")
            && !name.StartsWith("right/", StringComparison.Ordinal) && !name.StartsWith("posix/", StringComparison.Ordinal);
    }

    private void Report(string setting, string? value, string message)
    {
        if (reported.Add(setting))
        {
            problems.Add(setting, value, message);
        }
    }
}
