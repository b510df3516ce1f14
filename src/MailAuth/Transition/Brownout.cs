namespace MailAuth.Transition;

/// <summary>A compiled brownout, in UTC ticks, half-open, and the setting that it came from.</summary>
internal readonly record struct Brownout(long Start, long End, string Setting);
