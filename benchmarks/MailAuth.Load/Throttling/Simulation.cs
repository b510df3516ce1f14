using System.Globalization;
using System.Net;
using System.Text;
using MailAuth.Accounts;
using MailAuth.Passwords;
using MailAuth.Throttling;
using Microsoft.Extensions.Time.Testing;

namespace MailAuth.Load.Throttling;

/// <summary>
/// The day after the cutover, on a fake clock with the real engine: 5,000 old programs behind one address retry their bare usernames every minute, half of them without TLS, and ten a minute
/// are corrected; 200 good users log in every five minutes from two networks each; and somebody attacks. Hashes are of the least cost: what is looked at is who is let try.
/// </summary>
internal sealed class Simulation : IDisposable
{
    public const int GoodUsers = 200;
    public const int OldPrograms = 5_000;
    public const string Victim = "user0@domain.se";

    /// <summary>How long an attack goes on.</summary>
    public static readonly TimeSpan AttackTime = TimeSpan.FromHours(2);

    private static readonly DateTimeOffset Cutover = new(2009, 9, 6, 22, 0, 0, TimeSpan.Zero);
    private static readonly IPAddress Nat = IPAddress.Parse("198.51.100.1");
    private static readonly LoginConnection Tls = new() { Protocol = MailProtocol.Imap, Tls = true, TlsVersion = "TLSv1.3" };

    private readonly FakeTimeProvider clock = new(Cutover.AddDays(-1));
    private readonly MailAuthenticator engine;
    private readonly Attack attack;
    private readonly SimulationCounts counts = new();

    public Simulation(Attack attack, IPasswordScheme scheme)
    {
        this.attack = attack;
        var options = new MailAuthOptions
        {
            Usernames = { HostedDomains = ["domain.se"], DefaultDomain = "domain.se" },
            Transition = { TimeZone = "Europe/Stockholm", Closed = new(2009, 9, 7) },
            Passwords = { Argon2 = { MemoryKiB = 64, Passes = 1 }, Rehash = false, Executor = { Inline = true } },
        };
        var store = new InMemoryAccountStore();
        for (int i = 0; i < GoodUsers; i++)
        {
            store.Add(new Account(GoodUser(i), "{PLAIN}" + Right(i)));
        }

        for (int i = 0; i < OldPrograms; i++)
        {
            store.Add(new Account($"old{i}@domain.se", "{PLAIN}" + Right(i)) { BareUsernames = [$"old{i}"] });
        }

        engine = new MailAuthenticator(options, store, schemes: [scheme], timeProvider: clock, throttleStore: new InMemoryThrottleStore(timeProvider: clock));
    }

    public static string GoodUser(int number) => string.Create(CultureInfo.InvariantCulture, $"user{number}@domain.se");

    /// <summary>Runs it.</summary>
    public SimulationCounts Run()
    {
        // The day before: good users log in, so their networks are known. Nothing is known of the old programs' address.
        for (int i = 0; i < GoodUsers; i++)
        {
            GoodLogin(i, home: true);
            GoodLogin(i, home: false);
        }

        counts.GoodLogins = counts.GoodFailures = 0;
        clock.SetUtcNow(Cutover.AddHours(10));
        int minutes = (int)AttackTime.TotalMinutes, perMinute = attack.Attempts / minutes;
        int attempts = 0;
        for (int minute = 0; minute < minutes; minute++)
        {
            for (int second = 0; second < 60; second++)
            {
                int until = attack.Attempts == 0 ? 0 : (int)((long)attack.Attempts * ((minute * 60) + second + 1) / (minutes * 60));
                for (; attempts < until; attempts++)
                {
                    Attempt(attempts);
                }

                for (int program = second; program < OldPrograms; program += 60)
                {
                    OldLogin(program, minute);
                }

                for (int user = ((minute % 5) * 60) + second; user < GoodUsers * 2; user += 300)
                {
                    GoodLogin(user / 2, home: user % 2 == 0);
                }

                clock.Advance(TimeSpan.FromSeconds(1));
            }
        }

        counts.Attempts = attempts;
        return counts;
    }

    public void Dispose() => engine.Dispose();

    private static string Right(int number) => string.Create(CultureInfo.InvariantCulture, $"right {number}");

    private void Attempt(int number)
    {
        (string username, string password, IPAddress from) = attack.Attempt(number);
        LoginResult result = LogIn(username, password, Tls with { RemoteAddress = from });
        counts.Guesses += result.Reason == LoginReason.Throttled ? 0 : 1;
    }

    private void OldLogin(int program, int minute)
    {
        bool isCorrected = program < minute * 10;
        LoginConnection connection = program % 2 == 0 ? Tls with { RemoteAddress = Nat } : new LoginConnection { Protocol = MailProtocol.Pop3, RemoteAddress = Nat };
        LoginResult result = LogIn(isCorrected ? $"old{program}@domain.se" : $"old{program}", Right(program), connection);
        if (isCorrected)
        {
            counts.CorrectedLogins++;
            counts.CorrectedFailures += result.IsAccepted && result.Delay <= TimeSpan.FromSeconds(1) ? 0 : 1;
        }
        else
        {
            counts.OldLogins++;
            counts.OldThrottled += result.Reason == LoginReason.BareUsernameClosed ? 0 : 1;
        }
    }

    private void GoodLogin(int user, bool home)
    {
        var from = new IPAddress([(byte)(home ? 100 : 101), 64, (byte)(user >> 8), (byte)user]);
        LoginResult result = LogIn(GoodUser(user), Right(user), Tls with { RemoteAddress = from });
        counts.GoodLogins++;
        counts.GoodFailures += result.IsAccepted && result.Delay <= TimeSpan.FromSeconds(1) ? 0 : 1;
    }

    private LoginResult LogIn(string username, string password, LoginConnection connection)
    {
        ValueTask<LoginResult> login = engine.AuthenticateAsync(new LoginAttempt(username, Encoding.ASCII.GetBytes(password), connection));
        return login.IsCompletedSuccessfully ? login.Result : throw new InvalidOperationException("A login of a short-lived engine waited.");
    }
}
