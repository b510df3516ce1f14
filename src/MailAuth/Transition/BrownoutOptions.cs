namespace MailAuth.Transition;

/// <summary>A short period in which bare logins get a temporary failure, so that their users notice before the cutover.</summary>
public sealed class BrownoutOptions
{
    /// <summary>Makes an empty brownout, to be filled in.</summary>
    public BrownoutOptions()
    {
    }

    /// <summary>Makes a brownout.</summary>
    /// <param name="date">The local date, <c>yyyy-MM-dd</c>.</param>
    /// <param name="from">The local time of its start, <c>HH:mm</c>.</param>
    /// <param name="to">The local time of its end, <c>HH:mm</c>, after <paramref name="from"/>; <c>24:00</c> for the end of the day.</param>
    public BrownoutOptions(string date, string from, string to)
    {
        Date = date;
        From = from;
        To = to;
    }

    /// <summary>The local date, <c>yyyy-MM-dd</c>, in the time zone of its calendar. Required.</summary>
    public string? Date { get; set; }

    /// <summary>The local time of its start, <c>HH:mm</c>: 00:00 to 23:59. Required.</summary>
    public string? From { get; set; }

    /// <summary>The local time of its end, <c>HH:mm</c>, after <see cref="From"/>; <c>24:00</c> for the end of the day. The end itself is outside. Required.</summary>
    public string? To { get; set; }
}
