using System.Net;
using System.Text;
using MailAuth.Accounts;
using MailAuth.Passwords;
using MailAuth.Transition;
using MailAuth.Usage;
using MailAuth.Usernames;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace MailAuth.Tests.Engine;

/// <summary>A whole engine over the scenario's host, on a fake clock, with every hash operation and every log line counted.</summary>
internal sealed class EngineFixture : IAsyncDisposable
{
    public const string RightPassword = "sommar2009";

    /// <summary>What a hash at the current cost is: small, so that tests are quick.</summary>
    public static readonly Argon2Options CurrentCost = new() { MemoryKiB = 64, Passes = 1, Lanes = 1 };

    public static readonly DateTimeOffset Before = At("2009-08-20T10:00:00+02:00");
    public static readonly DateTimeOffset Warned = At("2009-08-25T10:00:00+02:00");
    public static readonly DateTimeOffset InBrownout = At("2009-09-01T09:30:00+02:00");
    public static readonly DateTimeOffset After = At("2009-09-07T10:00:00+02:00");

    private static readonly PasswordVerifier Hasher = new(new PasswordOptions { Argon2 = CurrentCost });
    private readonly RecordingLoggerFactory logs = new();

    public EngineFixture(Action<MailAuthOptions>? configure = null, IAccountStore? store = null, DateTimeOffset? now = null, bool throttled = false)
    {
        Clock = new FakeTimeProvider(now ?? Before);
        Options = ScenarioOptions();
        configure?.Invoke(Options);
        Store = store ?? Accounts;
        Engine = new MailAuthenticator(Options, Store, Usage, timeProvider: Clock, loggerFactory: logs, throttleStore: throttled ? new FixedSecretStore(Clock) : null);
        Engine.Executor.OnOperation = Operations.Add;
    }

    public FakeTimeProvider Clock { get; }

    public MailAuthOptions Options { get; }

    public InMemoryAccountStore Accounts { get; } = ScenarioAccounts();

    public IAccountStore Store { get; }

    public InMemoryUsageSink Usage { get; } = new();

    public MailAuthenticator Engine { get; }

    /// <summary>Every hash operation that went through the executor, with its cost.</summary>
    public List<HashCost> Operations { get; } = [];

    public ILoggerFactory Logs => logs;

    public string Log => logs.Text;

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    public static string Hash(string password = RightPassword) => Hasher.Hash(Encoding.UTF8.GetBytes(password));

    public static LoginConnection Connection(bool tls = true, string? serverName = null, string remote = "198.51.100.7") => new()
    {
        Protocol = MailProtocol.Imap,
        Tls = tls,
        TlsVersion = tls ? "TLSv1.3" : null,
        ServerName = serverName,
        RemoteAddress = IPAddress.Parse(remote),
    };

    public static MailAuthOptions ScenarioOptions() => new()
    {
        Usernames = new UsernameOptions
        {
            HostedDomains = { "domain.se", "kund.se" },
            ServerNames = { new("mail.{domain}") },
        },
        Passwords = new PasswordOptions { Argon2 = CurrentCost, Executor = { Inline = true } },
        Transition = new TransitionOptions
        {
            TimeZone = "Europe/Stockholm",
            Warn = new(2009, 8, 24),
            Closed = new(2009, 9, 7),
            Brownouts = { new("2009-09-01", "09:00", "10:00") },
            Domains = { new("kund.se") { Closed = new(2009, 10, 1), Brownouts = [] } },
        },
    };

    public static InMemoryAccountStore ScenarioAccounts() =>
    [
        new Account("kalle@domain.se", Hash()),
        new Account("kalle@kund.se", Hash("kunden")),
        new Account("anna@domain.se", Hash()),
        new Account("billig@domain.se", "{PLAIN}" + RightPassword),
        new Account("gammal@domain.se", Hash()) { Status = AccountStatus.Disabled, StatusReason = "moved away" },
        new Account("trasig@domain.se", "{ARGON2ID}$argon2id$v=19$m=64,t=1,p=1$broken"),
        new Account("okand@domain.se", "{NOSUCHSCHEME}abc"),
        new Account("utan@domain.se", null),
        new Account("kontor@domain.se", Hash()) { AllowedNetworks = [IPNetwork.Parse("192.0.2.0/24")] },
        new Account("ny@domain.se", Hash()) { BareUsernames = [] },
        new Account("stangd@domain.se", Hash()) { ExtraFields = new Dictionary<string, string> { ["nologin"] = "", ["reason"] = "Closed, call 08-123" } },
    ];

    public ValueTask<LoginResult> LoginAsync(string username, string password = RightPassword, LoginConnection? connection = null, string authzid = "") =>
        LoginAsync(username, Encoding.UTF8.GetBytes(password), connection, authzid);

    public async ValueTask<LoginResult> LoginAsync(string username, byte[] password, LoginConnection? connection = null, string authzid = "")
    {
        Operations.Clear();
        return await Engine.AuthenticateAsync(
            new LoginAttempt(username, password, connection ?? Connection()) { AuthorizationIdentity = Encoding.UTF8.GetBytes(authzid) },
            TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}
