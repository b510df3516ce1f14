using System.Globalization;

namespace MailAuth.Transition;

/// <summary>Local dates and times of day as text. Read by hand: the framework's parsers load culture data, which a short-lived process can't afford.</summary>
internal static class LocalText
{
    /// <summary>Reads <c>yyyy-MM-dd</c>.</summary>
    public static bool TryReadDate(string? text, out DateTime date)
    {
        date = default;
        if (text is not { Length: 10 } || text[4] != '-' || text[7] != '-'
            || Number(text.AsSpan(0, 4)) is not (>= 1 and var year)
            || Number(text.AsSpan(5, 2)) is not (>= 1 and <= 12 and var month)
            || Number(text.AsSpan(8, 2)) is not (>= 1 and var day)
            || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateTime(year, month, day);
        return true;
    }

    /// <summary>Reads <c>HH:mm</c>, from <c>00:00</c> to <c>24:00</c>.</summary>
    public static bool TryReadTime(string? text, out TimeSpan time)
    {
        time = default;
        if (text is not { Length: 5 } || text[2] != ':'
            || Number(text.AsSpan(0, 2)) is not (>= 0 and <= 24 and var hour)
            || Number(text.AsSpan(3, 2)) is not (>= 0 and <= 59 and var minute)
            || (hour == 24 && minute > 0))
        {
            return false;
        }

        time = new TimeSpan(hour, minute, 0);
        return true;
    }

    /// <summary>A local time as it is written in <c>mailauth.json</c>: the date alone at midnight, else with as much of the time as it needs.</summary>
    public static string Write(DateTime local) => local.ToString(
        local.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd"
            : local.TimeOfDay.Ticks % TimeSpan.TicksPerMinute == 0 ? "yyyy-MM-dd'T'HH:mm"
            : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        CultureInfo.InvariantCulture);

    /// <summary>What is wrong with a date that was given as a value; null where nothing is. The years keep every zone's instant inside the range of time, and a forgotten value out.</summary>
    public static string? Problem(DateTime local) =>
        local.Kind != DateTimeKind.Unspecified ? "must be a local time of the time zone: without an offset, Kind unspecified"
        : local.Year is < 1970 or > 9998 ? "must be in the years 1970 to 9998"
        : null;

    /// <summary>The number that ASCII digits make, or -1.</summary>
    private static int Number(ReadOnlySpan<char> digits)
    {
        int number = 0;
        foreach (char c in digits)
        {
            if (!char.IsAsciiDigit(c))
            {
                return -1;
            }

            number = (number * 10) + (c - '0');
        }

        return number;
    }
}
