using System.Globalization;

namespace MailAuth.Dovecot.Tests.Servers;

/// <summary>
/// What mailauth.json says under "transition", for each phase. A process that Dovecot starts has the machine's clock, so the dates lie around today.
/// </summary>
internal static class Transitions
{
    private const string Zone = "Europe/Stockholm";

    /// <summary>Both forms, nobody is told.</summary>
    public static string Open => Dates(warn: 3000, closed: 3100);

    /// <summary>Both forms, users are told.</summary>
    public static string Warn => Dates(warn: -10, closed: 3000);

    /// <summary>The bare form is refused.</summary>
    public static string Closed => Dates(warn: -20, closed: -10);

    /// <summary>The whole of today, and of the days about it, so that midnight changes nothing: the bare form is unavailable.</summary>
    public static string Brownout =>
        Warn + ", \"brownouts\": [" + string.Join(", ", new[] { -1, 0, 1 }.Select(day => $$"""{ "date": "{{Day(day)}}", "from": "00:00", "to": "24:00" }""")) + "]";

    /// <summary>A part of the accounts is refused its bare form.</summary>
    public static string Ramp(int percent) => Warn + $$""", "ramp": [{ "from": "{{Day(-5)}}", "percent": {{percent}} }]""";

    /// <summary>Closed, computed and told to the operator alone.</summary>
    public static string DryRun => Closed + ", \"dryRun\": true";

    private static string Dates(int warn, int closed) => $"\"timeZone\": \"{Zone}\", \"warn\": \"{Day(warn)}\", \"closed\": \"{Day(closed)}\"";

    private static string Day(int fromToday)
    {
        DateTimeOffset now = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(Zone));
        return now.AddDays(fromToday).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
