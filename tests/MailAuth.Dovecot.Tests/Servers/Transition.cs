using System.Globalization;

namespace MailAuth.Dovecot.Tests.Servers;

/// <summary>
/// What mailauth.json says under "transition". A process that Dovecot starts has the machine's clock, so the dates lie around today.
/// </summary>
internal static class Transition
{
    private const string Zone = "Europe/Stockholm";

    private static string Warn => Dates(warn: -10, closed: 3000);

    private static string Closed => Dates(warn: -20, closed: -10);

    /// <summary>The members that put today in a phase.</summary>
    public static string Of(Phase phase) => phase switch
    {
        Phase.Open => Dates(warn: 3000, closed: 3100),
        Phase.Warn => Warn,

        // The days about today too: midnight changes nothing.
        Phase.Brownout => Warn + ", \"brownouts\": [" + string.Join(", ", new[] { -1, 0, 1 }.Select(day => $$"""{ "date": "{{Day(day)}}", "from": "00:00", "to": "24:00" }""")) + "]",
        Phase.RampOfNone => Warn + Ramp(0),
        Phase.RampOfAll => Warn + Ramp(100),
        Phase.Closed => Closed,
        Phase.DryRun => Closed + ", \"dryRun\": true",
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "Not a phase."),
    };

    private static string Ramp(int percent) => $$""", "ramp": [{ "from": "{{Day(-5)}}", "percent": {{percent}} }]""";

    private static string Dates(int warn, int closed) => $"\"timeZone\": \"{Zone}\", \"warn\": \"{Day(warn)}\", \"closed\": \"{Day(closed)}\"";

    private static string Day(int fromToday)
    {
        DateTimeOffset now = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(Zone));
        return now.AddDays(fromToday).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
