using System.Globalization;
using MailAuth.Passwords;

namespace MailAuth.Load.Throttling;

/// <summary><c>throttle</c>: simulates attacks beside honest users (<see cref="Simulation"/>). Exits with 1 where an honest one was held up, or an attack had more guesses than the limits say.</summary>
internal static class ThrottleLoad
{
    /// <summary>Of a password eight bits are remembered, three passwords back: so many others pass for one of them, and are not counted.</summary>
    private const double Uncounted = 3 / 255.0;

    public static Task<int> RunAsync(IPasswordScheme scheme)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Simulation.AttackTime.TotalHours:0} hours on the day after the cutover; {Simulation.OldPrograms} old programs behind one address, {Simulation.GoodUsers} good users"));
        Console.WriteLine("| attack | tried | guesses | the limits say | good logins | failed | old programs | held up | corrected | failed | peak memory |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        bool isGood = true;
        foreach (Attack attack in Attack.All(Simulation.AttackTime))
        {
            using var simulation = new Simulation(attack, scheme);
            SimulationCounts counts = simulation.Run();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {attack.Name} | {counts.Attempts} | {counts.Guesses} | {attack.Allowed:0} | {counts.GoodLogins} | {counts.GoodFailures} | {counts.OldLogins} | {counts.OldThrottled} | {counts.CorrectedLogins} | {counts.CorrectedFailures} | {Peak.MiB()} MiB |"));
            isGood &= counts.Guesses <= Math.Ceiling(attack.Allowed / (1 - (2 * Uncounted))) && counts is { GoodFailures: 0, OldThrottled: 0, CorrectedFailures: 0 };
        }

        Console.WriteLine(isGood ? "nobody honest was held up, and no attack had more than its guesses" : "BROKEN: see above");
        return Task.FromResult(isGood ? 0 : 1);
    }
}
