namespace Tour;

/// <summary>A day of the story.</summary>
/// <param name="Title">What happens.</param>
/// <param name="Time">When, with Stockholm's offset.</param>
internal sealed record Moment(string Title, DateTimeOffset Time)
{
    public static readonly Moment[] All =
    [
        new("Open: both forms work, nobody is told", At("2009-08-20T10:00:00+02:00")),
        new("Warn: both forms work, users are told", At("2009-08-25T10:00:00+02:00")),
        new("A brownout: an hour in which the bare form takes a break", At("2009-09-01T09:30:00+02:00")),
        new("The ramp: half of the accounts are refused their bare form", At("2009-09-04T10:00:00+02:00")),
        new("The last day before the cutover, a second before midnight", At("2009-09-06T23:59:59+02:00")),
        new("The first day after the cutover", At("2009-09-07T08:00:00+02:00")),
    ];

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
