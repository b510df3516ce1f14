namespace MailAuth.Transition;

/// <summary>A step of the ramp: from this moment, this part of the accounts is refused its bare form.</summary>
public sealed class RampStepOptions
{
    /// <summary>Makes an empty step, to be filled in.</summary>
    public RampStepOptions()
    {
    }

    /// <summary>Makes a step.</summary>
    /// <param name="from">The local date, or date and time, at which the step begins.</param>
    /// <param name="percent">The part of the accounts: 0 to 100.</param>
    public RampStepOptions(DateTime from, double percent)
    {
        From = from;
        Percent = percent;
    }

    /// <summary>The local date, or date and time, at which the step begins, inside Warn and after the step before it. Kind must be unspecified. Required.</summary>
    public DateTime? From { get; set; }

    /// <summary>The part of the accounts that is refused: 0 to 100 percent, not less than that of the step before it. Required.</summary>
    public double? Percent { get; set; }
}
