using System.Globalization;
using System.Text;
using MailAuth.Accounts;
using MailAuth.Passwords;
using MailAuth.Tests.Engine;
using MailAuth.Usage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using global::SmtpServer.Storage;

namespace MailAuth.SmtpServer.Tests.Sessions;

/// <summary>The scenario's host: a real engine behind the adapter, as a service has them, on a fake clock.</summary>
internal sealed class Host : IAsyncDisposable
{
    public const string Password = "sommar2009";

    public static readonly DateTimeOffset Before = At("2009-08-20T10:00:00+02:00");
    public static readonly DateTimeOffset InBrownout = At("2009-09-01T09:30:00+02:00");
    public static readonly DateTimeOffset After = At("2009-09-07T10:00:00+02:00");

    private static readonly Argon2Options Cost = new() { MemoryKiB = 64, Passes = 1, Lanes = 1 };
    private static readonly string Hash = new PasswordVerifier(new PasswordOptions { Argon2 = Cost }).Hash(Encoding.UTF8.GetBytes(Password));

    public Host(Action<MailAuthSmtpServerOptions>? adapter = null, Action<MailAuthOptions>? engine = null, Action<IServiceCollection>? more = null, IAccountStore? store = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<ILoggerFactory>(Logs);
        services.AddSingleton(StandIn.Of<IMessageStore>());
        services.AddMailAuth(Scenario).UseStore(store ?? Accounts).UseUsageSink(_ => Usage).AddSmtpServer(adapter);
        if (engine is not null)
        {
            services.AddMailAuth(engine);
        }

        more?.Invoke(services);
        Services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Clock { get; } = new(Before);

    public RecordingLoggerFactory Logs { get; } = new();

    public InMemoryUsageSink Usage { get; } = new();

    public InMemoryAccountStore Accounts { get; } =
    [
        new Account("kalle@domain.se", Hash) { SenderAddresses = ["karl@domain.se"] },
        new Account("anna@domain.se", Hash),
        new Account("latin@domain.se", "{PLAIN}s\uFFFDmmar"),
        new Account("stangd@domain.se", Hash) { ExtraFields = new Dictionary<string, string> { ["nologin"] = "", ["reason"] = "Closed, call 08-123" } },
    ];

    public ServiceProvider Services { get; }

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public Client Connect(bool tls = true, string remote = "203.0.113.7", int port = 587, int attempts = 3) => new(Services, tls, remote, port, attempts);

    public ValueTask DisposeAsync() => Services.DisposeAsync();

    private static void Scenario(MailAuthOptions options)
    {
        options.Usernames.HostedDomains = ["domain.se", "kund.se"];
        options.Usernames.DefaultDomain = "domain.se";
        options.Passwords.Argon2 = Cost;
        options.Passwords.Executor.Inline = true;
        options.Transition = new()
        {
            TimeZone = "Europe/Stockholm",
            Warn = new(2009, 8, 24),
            Closed = new(2009, 9, 7),
            Brownouts = { new("2009-09-01", "09:00", "10:00") },
        };
        options.Submission.RelayNetworks = ["198.51.100.0/24"];
        options.Submission.Authentication = new()
        {
            TimeZone = "Europe/Stockholm",
            Warn = new(2009, 8, 24),
            Closed = new(2009, 9, 7),
            Brownouts = { new("2009-09-01", "09:00", "10:00") },
        };
    }
}
