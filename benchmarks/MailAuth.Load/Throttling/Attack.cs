using System.Net;

namespace MailAuth.Load.Throttling;

/// <summary>An attack: which password it tries for which name from where.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Attempts">How many logins it tries, spread evenly over <see cref="Simulation.AttackTime"/>.</param>
/// <param name="Allowed">How many guesses the limits allow in that time.</param>
/// <param name="Attempt">The attempt of a number: username, password, address.</param>
internal sealed record Attack(string Name, int Attempts, double Allowed, Func<int, (string Username, string Password, IPAddress From)> Attempt)
{
    private const int Networks = 1_000;
    private const int Many = 100_000;

    /// <summary>The attacks, with what the default limits say of them: so many guesses at once, and one more every so often.</summary>
    public static Attack[] All(TimeSpan time)
    {
        double perName = 100 + (time / TimeSpan.FromMinutes(1)), perPair = 10 + (time / TimeSpan.FromMinutes(2)), perNetwork = 100 + (time / TimeSpan.FromSeconds(10));
        return
        [
            new("none", 0, 0, _ => default),
            new("stuffing: 100,000 names x 1 password, 1,000 networks", Many, Math.Min(Many, Networks * perNetwork), i => ($"leaked{i}@domain.se", "123456", Of(i % Networks))),
            new("brute force: 1 name x 100,000 passwords, 1 network", Many, perPair, i => (Simulation.Victim, $"guess {i}", Of(0))),
            new("brute force: 1 name x 100,000 passwords, 1,000 networks", Many, perName, i => (Simulation.Victim, $"guess {i}", Of(i % Networks))),
            new("the good users' names x 100,000 passwords, 1,000 networks", Many, Math.Min(Simulation.GoodUsers * perName, Networks * perNetwork), i => (Simulation.GoodUser(i % Simulation.GoodUsers), $"guess {i}", Of(i % Networks))),
        ];
    }

    private static IPAddress Of(int network) => new([203, 0, (byte)(113 + (network >> 8)), (byte)network]);
}
