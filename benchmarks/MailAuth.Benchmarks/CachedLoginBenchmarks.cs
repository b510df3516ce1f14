using System.Net;
using System.Text;
using BenchmarkDotNet.Attributes;
using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.Passwords;

namespace MailAuth.Benchmarks;

/// <summary>
/// A repeated login that the cache of verified logins knows: Argon2id accounts, each of which has logged in once, in an in-memory store; no usage sink, a UTC policy with dates, the throttle as it is by
/// default but with a record for each account, full usernames, TLS. Each login is another account's, in no order, so that with a million nothing of it is in the processor's caches.
/// </summary>
[MemoryDiagnoser]
public class CachedLoginBenchmarks : IDisposable
{
    private const string Stored = "{ARGON2ID}$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$9J1BZnS1nC1LzM0Wk4tV2dB3oYxXy0Cw1dQx2m1xq3o";
    private const int MostAttempts = 262_144;

    private MailAuthenticator? engine;
    private LoginAttempt[] attempts = [];
    private int next;

    /// <summary>The accounts, each with its entry.</summary>
    [Params(1_000, 1_000_000)]
    public int Accounts { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        var store = new InMemoryAccountStore();
        for (int i = 0; i < Accounts; i++)
        {
            store.Add(Name(i), Stored);
        }

        // The first login of a million would take hours: a scheme of Argon2's name that takes no time stands for it, and is gone when the measuring begins.
        var filling = new InstantScheme();
        engine = new MailAuthenticator(Policy(filling), store);
        int[] order = [.. Enumerable.Range(0, Accounts)];
        new Random(20090907).Shuffle(order);
        foreach (int i in order)
        {
            engine.AuthenticateAsync(Attempt(i)).AsTask().GetAwaiter().GetResult();
        }

        // In a full row the oldest gave way: whoever is not known any more, very few, takes no part.
        filling.Matches = false;
        List<LoginAttempt> known = [];
        foreach (int i in order)
        {
            if (known.Count == MostAttempts)
            {
                break;
            }

            LoginAttempt attempt = Attempt(i);
            if (engine.AuthenticateAsync(attempt).AsTask().GetAwaiter().GetResult().IsAccepted)
            {
                known.Add(attempt);
            }
        }

        attempts = [.. known];
        engine.Apply(Policy());

        // A repeated login comes from where the last one did: the throttle knows it there.
        foreach (LoginAttempt attempt in attempts)
        {
            engine.AuthenticateAsync(attempt).AsTask().GetAwaiter().GetResult();
        }

        Console.WriteLine($"// {attempts.Length} of {Math.Min(Accounts, MostAttempts)} accounts are known");
    }

    [Benchmark]
    public LoginStatus CachedLogin()
    {
        next = next + 1 < attempts.Length ? next + 1 : 0;
        ValueTask<LoginResult> login = engine!.AuthenticateAsync(attempts[next]);
        LoginResult result = login.IsCompletedSuccessfully ? login.Result : throw new InvalidOperationException("A login that is known completes synchronously.");
        return result.IsAccepted ? result.Status : throw new InvalidOperationException(result.ToString());
    }

    [GlobalCleanup]
    public void Dispose()
    {
        engine?.Dispose();
        GC.SuppressFinalize(this);
    }

    private static string Name(int i) => $"user{i}@domain.se";

    private static LoginAttempt Attempt(int i) => new(
        Name(i), Encoding.ASCII.GetBytes($"sommar{i}"), new LoginConnection { Protocol = MailProtocol.Imap, Tls = true, RemoteAddress = new IPAddress([10, (byte)(i >> 16), (byte)(i >> 8), (byte)i]) });

    private static MailAuthPolicy Policy(params IPasswordScheme[] schemes) => MailAuthPolicy.Create(
        new MailAuthOptions
        {
            Passwords = { Cache = { Lifetime = TimeSpan.FromHours(24), Entries = 4_194_304 }, Rehash = false },
            Throttle = { Enabled = schemes.Length == 0, Records = 262_144 },
            Transition = { TimeZone = "UTC", Warn = new(2009, 8, 24), Closed = new(2099, 9, 7) },
        },
        schemes);

    private sealed class InstantScheme : IPasswordScheme
    {
        public bool Matches { get; set; } = true;

        public string Name => "instant";

        public IReadOnlyList<PasswordSchemeInfo> Schemes { get; } = [new("ARGON2ID", "benchmark")];

        public bool Claims(in StoredPassword stored) => stored.Names("ARGON2ID");

        public PasswordHash? Parse(in StoredPassword stored, PasswordLimits limits, out string? problem)
        {
            problem = null;
            return new InstantHash(this);
        }

        private sealed class InstantHash(InstantScheme scheme) : PasswordHash("ARGON2ID", HashCost.Argon2(64, 1))
        {
            public override bool Verify(ReadOnlySpan<byte> password) => scheme.Matches;
        }
    }
}
