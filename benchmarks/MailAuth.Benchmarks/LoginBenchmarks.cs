using System.Net;
using BenchmarkDotNet.Attributes;
using MailAuth.Accounts;
using MailAuth.Throttling;
using MailAuth.Usernames;

namespace MailAuth.Benchmarks;

/// <summary>
/// A login without its hash: a <c>{PLAIN}</c> account, an in-memory store, no usage sink, a UTC policy with dates, a reused attempt, ASCII names.
/// </summary>
[MemoryDiagnoser]
public class LoginBenchmarks : IDisposable
{
    private readonly MailAuthenticator engine;
    private readonly MailAuthenticator unthrottled;
    private readonly LoginAttempt full;
    private readonly LoginAttempt bare;

    public LoginBenchmarks()
    {
        var store = new InMemoryAccountStore();
        for (int i = 0; i < 10_000; i++)
        {
            store.Add($"user{i}@domain.se", "{PLAIN}secret");
        }

        engine = Engine(store, new InMemoryThrottleStore());
        unthrottled = Engine(store, null);
        var connection = new LoginConnection { Protocol = MailProtocol.Imap, Tls = true, ServerName = "mail.domain.se", RemoteAddress = IPAddress.Parse("198.51.100.7") };
        full = new LoginAttempt("user5000@domain.se", "secret"u8.ToArray(), connection);
        bare = new LoginAttempt("user5000", "secret"u8.ToArray(), connection);
    }

    [Benchmark(Baseline = true)]
    public LoginStatus FullUsername() => Login(engine, full);

    [Benchmark]
    public LoginStatus BareUsername() => Login(engine, bare);

    [Benchmark]
    public LoginStatus FullUsernameUnthrottled() => Login(unthrottled, full);

    public void Dispose()
    {
        engine.Dispose();
        unthrottled.Dispose();
        GC.SuppressFinalize(this);
    }

    private static MailAuthenticator Engine(InMemoryAccountStore store, IThrottleStore? throttleStore) => new(
            new MailAuthOptions
            {
                Usernames = new UsernameOptions { ServerNames = { new("mail.domain.se", "domain.se") } },
                Passwords = { Executor = { Inline = true }, Rehash = false },
                Transition = { TimeZone = "UTC", Warn = new(2009, 8, 24), Closed = new(2099, 9, 7), Overrides = { new() { Network = "192.0.2.10", BareUsername = Transition.BareUsernameRule.Allow, Reason = "printer", Owner = "anna" } } },
            },
            store,
            throttleStore: throttleStore);

    private static LoginStatus Login(MailAuthenticator engine, LoginAttempt attempt)
    {
        ValueTask<LoginResult> login = engine.AuthenticateAsync(attempt);
        LoginResult result = login.IsCompletedSuccessfully ? login.Result : throw new InvalidOperationException("A login without a hash completes synchronously.");
        return result.IsAccepted ? result.Status : throw new InvalidOperationException(result.ToString());
    }
}
