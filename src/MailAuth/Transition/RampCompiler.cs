using MailAuth.Configuration;

namespace MailAuth.Transition;

/// <summary>Checks and compiles the steps of a ramp.</summary>
internal static class RampCompiler
{
    /// <summary>Compiles a list; what is wrong is left out.</summary>
    /// <param name="options">The list.</param>
    /// <param name="path">The list's setting.</param>
    /// <param name="clock">The clock of its dates.</param>
    /// <param name="warn">The period that it must lie in; null where that can't be told.</param>
    /// <param name="problems">Takes what is wrong; null where the list is inherited, and was reported elsewhere.</param>
    /// <returns>The steps in order.</returns>
    public static RampStep[] Compile(IList<RampStepOptions> options, string path, LocalClock clock, WarnPeriod? warn, ConfigurationProblems? problems)
    {
        var steps = new List<RampStep>(options.Count);
        for (int i = 0; i < options.Count; i++)
        {
            string setting = $"{path}[{i}]";
            if (Read(options[i], setting, clock, problems) is not { } step)
            {
                continue;
            }

            if (warn?.Excludes(step.Start, step.Start) is { } problem)
            {
                problems?.Add($"{setting}.from", LocalText.Write(options[i].From!.Value), problem);
            }

            if (steps.Count > 0 && step.Start <= steps[^1].Start)
            {
                problems?.Add($"{setting}.from", LocalText.Write(options[i].From!.Value), $"is not after that of {steps[^1].Setting}: steps are listed in order");
                continue;
            }

            if (steps.Count > 0 && step.Percent < steps[^1].Percent)
            {
                problems?.Add($"{setting}.percent", step.Percent, $"is less than that of {steps[^1].Setting}: who was refused would be let in again");
                continue;
            }

            steps.Add(step);
        }

        return [.. steps];
    }

    private static RampStep? Read(RampStepOptions? options, string setting, LocalClock clock, ConfigurationProblems? problems)
    {
        if (options is null)
        {
            problems?.Add(setting, null, "is missing");
            return null;
        }

        string? fromProblem = options.From is { } given ? LocalText.Problem(given) : "is missing: a local date, or date and time";
        if (fromProblem is not null)
        {
            problems?.Add($"{setting}.from", options.From is { } wrong ? LocalText.Write(wrong) : null, fromProblem);
        }

        bool hasPercent = options.Percent is >= 0 and <= 100;
        if (!hasPercent)
        {
            problems?.Add($"{setting}.percent", options.Percent, options.Percent is null ? "is missing: 0 to 100" : "must be from 0 to 100");
        }

        return fromProblem is null && hasPercent
            ? new RampStep(clock.FirstInstant(options.From!.Value), options.Percent!.Value, setting)
            : null;
    }
}
