using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace MailAuth.Configuration;

/// <summary>How values are written in the configuration. By hand: a short-lived process loads no culture data for it.</summary>
internal static class SettingText
{
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("ms", TimeSpan.TicksPerMillisecond),
        ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour),
        ("d", TimeSpan.TicksPerDay),
    ];

    /// <summary>Reads a whole number: ASCII digits, a minus in front where it is negative.</summary>
    public static bool TryInteger(ReadOnlySpan<char> text, out int value)
    {
        bool negative = text.StartsWith("-");
        ReadOnlySpan<char> digits = negative ? text[1..] : text;
        bool read = TryDigits(digits, int.MaxValue, out long number);
        value = (int)(negative ? -number : number);
        return read;
    }

    /// <summary>Reads a number with an optional fraction and exponent.</summary>
    public static bool TryNumber(string text, out double value)
    {
        value = 0;
        return text.Length is > 0 and <= 64
            && Utf8Parser.TryParse(Encoding.ASCII.GetBytes(text), out value, out int consumed)
            && consumed == text.Length
            && double.IsFinite(value);
    }

    /// <summary>Reads a duration: a whole number and its unit, such as <c>500ms</c>, <c>1s</c>, <c>5m</c>, <c>1h</c> or <c>14d</c>.</summary>
    public static bool TryDuration(ReadOnlySpan<char> text, out TimeSpan value)
    {
        int end = text.IndexOfAnyExceptInRange('0', '9');
        if (end > 0)
        {
            foreach ((string unit, long ticks) in Units)
            {
                if (text[end..].SequenceEqual(unit) && TryDigits(text[..end], TimeSpan.MaxValue.Ticks / ticks, out long number))
                {
                    value = new TimeSpan(number * ticks);
                    return true;
                }
            }
        }

        value = default;
        return false;
    }

    /// <summary>Reads a local date, <c>yyyy-MM-dd</c>, or a local date and time, <c>yyyy-MM-ddTHH:mm</c> or with <c>:ss</c>. Gives null, or what is wrong.</summary>
    public static string? TryDate(ReadOnlySpan<char> text, out DateTime value)
    {
        const string Form = "must be a local date such as 2009-08-24, or a local date and time such as 2009-08-24T06:00";
        value = default;
        if (text.Length < 10 || text[4] != '-' || text[7] != '-'
            || !TryDigits(text[..4], 9999, out long year) || !TryDigits(text[5..7], 99, out long month) || !TryDigits(text[8..10], 99, out long day))
        {
            return Form;
        }

        ReadOnlySpan<char> time = text[10..];
        if (time.EndsWith("Z") || time.EndsWith("z") || time.IndexOfAny('+', '-') >= 0)
        {
            return "must carry no offset: dates and times are local to transition.timeZone";
        }

        long hour = 0, minute = 0, second = 0;
        bool timed = time.Length is 0
            || (time.Length is 6 or 9 && time[0] == 'T' && time[3] == ':'
                && TryDigits(time[1..3], 99, out hour) && TryDigits(time[4..6], 99, out minute)
                && (time.Length == 6 || (time[6] == ':' && TryDigits(time[7..9], 99, out second))));
        if (!timed)
        {
            return Form;
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth((int)year, (int)month))
        {
            return "is not a day of the calendar";
        }

        if (hour > 23 || minute > 59 || second > 59)
        {
            return "is not a time of the day, 00:00 to 23:59";
        }

        value = new DateTime((int)year, (int)month, (int)day, (int)hour, (int)minute, (int)second, DateTimeKind.Unspecified);
        return null;
    }

    /// <summary>Writes a value of an option as the configuration would have it.</summary>
    public static string? Write(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        TimeSpan duration => Write(duration),
        DateTime date => date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static string Write(TimeSpan duration)
    {
        for (int i = Units.Length - 1; i >= 0; i--)
        {
            if (duration.Ticks % Units[i].Ticks == 0 && (duration.Ticks != 0 || i == 1))
            {
                return string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / Units[i].Ticks}{Units[i].Unit}");
            }
        }

        return duration.ToString("c", CultureInfo.InvariantCulture);
    }

    private static bool TryDigits(ReadOnlySpan<char> digits, long largest, out long value)
    {
        value = 0;
        foreach (char digit in digits)
        {
            if (!char.IsAsciiDigit(digit) || value > (largest - (digit - '0')) / 10)
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return digits.Length > 0;
    }
}
