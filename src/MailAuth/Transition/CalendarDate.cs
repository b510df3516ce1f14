namespace MailAuth.Transition;

/// <summary>A compiled date of a timeline: its instant in UTC ticks and as the local clock shows it, and the setting that it came from.</summary>
internal readonly record struct CalendarDate(long Instant, DateTimeOffset Local, string Setting);
