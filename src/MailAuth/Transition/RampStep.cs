namespace MailAuth.Transition;

/// <summary>A compiled step of the ramp, from UTC ticks on, and the setting that it came from.</summary>
internal readonly record struct RampStep(long Start, double Percent, string Setting);
