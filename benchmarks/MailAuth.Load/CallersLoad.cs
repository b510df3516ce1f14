using System.Net;
using System.Text;
using MailAuth.Accounts;
using MailAuth.Load.CheckPassword;
using MailAuth.Passwords;

namespace MailAuth.Load;

/// <summary>
/// <c>callers</c>: logins that the cache of verified logins knows, by one caller and by two, each in a plain loop on a thread of its own, in turn; of accounts of their own, and of one and the same. Exits with
/// 1 where two get less than 1.6 times as much done as one.
/// </summary>
internal static class CallersLoad
{
    private const double Goal = 1.6;

    public static async Task<int> RunAsync(LoadArguments arguments)
    {
        int rounds = arguments.Number("rounds", 9), milliseconds = arguments.Number("milliseconds", 1_000);
        var options = new MailAuthOptions { Passwords = { Cache = { Lifetime = TimeSpan.FromHours(1) } } };
        string stored = new PasswordVerifier(options.Passwords).Hash("secret"u8);
        await using var engine = new MailAuthenticator(options, new InMemoryAccountStore { { "kalle@domain.se", stored }, { "lisa@domain.se", stored } });
        string[] names = ["kalle@domain.se", "lisa@domain.se"];
        foreach (string name in names)
        {
            LoginResult first = await engine.AuthenticateAsync(Attempt(name));
            if (!first.IsAccepted)
            {
                throw new InvalidOperationException($"{name} was refused: {first}");
            }
        }

        bool met = true;
        foreach ((string what, string second) in new[] { ("accounts of their own", names[1]), ("the same account", names[0]) })
        {
            List<double> one = [], two = [];
            Run(engine, milliseconds, names[0], second);
            for (int i = 0; i < rounds; i++)
            {
                one.Add(Run(engine, milliseconds, names[0]));
                two.Add(Run(engine, milliseconds, names[0], second));
            }

            // Of neighbouring rounds: what else the machine does is then much the same.
            double ratio = Middle.Of(one.Zip(two, static (a, b) => b / a));
            met &= ratio >= Goal;
            Console.WriteLine($"| {what} | {Middle.Of(one):N0}/s | {Middle.Of(two):N0}/s | {ratio:F2} | >= {Goal} | {(ratio >= Goal ? "met" : "MISSED")} |");
        }

        return met ? 0 : 1;
    }

    /// <summary>Logins a second of all callers together, each of whom has an account.</summary>
    private static double Run(MailAuthenticator engine, int milliseconds, params string[] callers)
    {
        var rates = new double[callers.Length];
        using var start = new Barrier(callers.Length);
        Thread[] threads = [.. callers.Select((name, i) => new Thread(() =>
        {
            LoginAttempt attempt = Attempt(name);
            start.SignalAndWait();
            long began = TimeProvider.System.GetTimestamp();
            int logins = 0;
            TimeSpan took;
            do
            {
                for (int j = 0; j < 100; j++)
                {
                    ValueTask<LoginResult> login = engine.AuthenticateAsync(attempt);
                    if (!login.IsCompletedSuccessfully || !login.Result.IsAccepted)
                    {
                        throw new InvalidOperationException("A login was not known.");
                    }
                }

                logins += 100;
                took = TimeProvider.System.GetElapsedTime(began);
            }
            while (took.TotalMilliseconds < milliseconds);
            rates[i] = logins / took.TotalSeconds;
        }))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        return rates.Sum();
    }

    private static LoginAttempt Attempt(string name) =>
        new(name, Encoding.ASCII.GetBytes("secret"), new LoginConnection { Protocol = MailProtocol.Imap, Tls = true, RemoteAddress = IPAddress.Parse("198.51.100.7") });
}
