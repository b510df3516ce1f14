using System.Net;
using System.Text;
using MailAuth.Accounts;
using MailAuth.Sqlite;
using MailAuth.Throttling;

namespace MailAuth.Load;

/// <summary>
/// <c>callers</c>: logins by one caller, by two and by eight, each in a plain loop on a thread of its own, in turn: without a hash, in memory and in SQLite, and logins that the cache of verified logins knows,
/// of accounts of their own and of one and the same. Exits with 1 where two get less than 1.6 times as much done as one; in SQLite, whose own lock all connections of a process share, nothing is asked of them.
/// </summary>
internal static class CallersLoad
{
    private const int MostCallers = 8;
    private const double Goal = 1.6;

    public static async Task<int> RunAsync(LoadArguments arguments)
    {
        int rounds = arguments.Number("rounds", 9), milliseconds = arguments.Number("milliseconds", 1_000);
        string folder = Directory.CreateTempSubdirectory("mailauth-callers-").FullName;
        try
        {
            using var database = new SqliteMailAuthDatabase(Path.Combine(folder, "accounts.db"));
            var sqlite = new SqliteAccountStore(database);
            await sqlite.ImportAsync(Accounts("{PLAIN}secret"), CancellationToken.None);
            var cached = new MailAuthOptions { Passwords = { Cache = { Lifetime = TimeSpan.FromHours(1) } } };
            bool met = await CompareAsync("without a hash, in memory", new MailAuthOptions(), Memory("{PLAIN}secret"), oneName: false, rounds, milliseconds);
            met &= await CompareAsync("without a hash, SQLite", new MailAuthOptions(), sqlite, oneName: false, rounds, milliseconds, goal: 0);
            string hash = new Passwords.PasswordVerifier(cached.Passwords).Hash("secret"u8);
            met &= await CompareAsync("cached, accounts of their own", cached, Memory(hash), oneName: false, rounds, milliseconds);
            met &= await CompareAsync("cached, the same account", cached, Memory(hash), oneName: true, rounds, milliseconds);
            return met ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> CompareAsync(string what, MailAuthOptions options, IAccountStore store, bool oneName, int rounds, int milliseconds, double goal = Goal)
    {
        options.Passwords.Rehash = false;
        await using var engine = new MailAuthenticator(options, store, throttleStore: new InMemoryThrottleStore());
        string[] names = [.. Enumerable.Range(0, MostCallers).Select(i => Name(oneName ? 0 : i))];
        foreach (string name in names.Distinct())
        {
            LoginResult first = await engine.AuthenticateAsync(Attempt(name));
            if (!first.IsAccepted)
            {
                throw new InvalidOperationException($"{name} was refused: {first}");
            }
        }

        List<double> one = [], two = [], all = [];
        Run(engine, milliseconds, names);
        for (int i = 0; i < rounds; i++)
        {
            one.Add(Run(engine, milliseconds, names[..1]));
            two.Add(Run(engine, milliseconds, names[..2]));
            all.Add(Run(engine, milliseconds, names));
        }

        // Of neighbouring rounds: what else the machine does is then much the same.
        double ratio = Middle.Of(one.Zip(two, static (a, b) => b / a));
        Console.WriteLine(
            $"| {what} | {Middle.Of(one):N0}/s | {Middle.Of(two):N0}/s | {Middle.Of(all):N0}/s | {Middle.Of(two.Zip(all, static (a, b) => b / a)):F2} | {ratio:F2} | {(goal > 0 ? $">= {goal}" : "")} | {(goal == 0 ? "" : ratio >= goal ? "met" : "MISSED")} |");
        return ratio >= goal;
    }

    /// <summary>Logins a second of all callers together, each of whom has an account.</summary>
    private static double Run(MailAuthenticator engine, int milliseconds, string[] callers)
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
                        throw new InvalidOperationException("A login took more than a look-up.");
                    }
                }

                logins += 100;
                took = TimeProvider.System.GetElapsedTime(began);
            }
            while (took.TotalMilliseconds < milliseconds);
            rates[i] = logins / took.TotalSeconds;
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return rates.Sum();
    }

    private static string Name(int number) => $"user{number}@domain.se";

    private static IEnumerable<Account> Accounts(string stored) => Enumerable.Range(0, MostCallers).Select(i => new Account(Name(i), stored));

    private static InMemoryAccountStore Memory(string stored)
    {
        var store = new InMemoryAccountStore();
        foreach (Account account in Accounts(stored))
        {
            store.Add(account);
        }

        return store;
    }

    private static LoginAttempt Attempt(string name) =>
        new(name, Encoding.ASCII.GetBytes("secret"), new LoginConnection { Protocol = MailProtocol.Imap, Tls = true, RemoteAddress = IPAddress.Parse("198.51.100.7") });
}
