using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using MailAuth;
using MailAuth.Accounts;
using MailAuth.Passwords;
using MailAuth.Submission;
using MailAuth.Usage;
using MailHost.Imap;
using MailHost.Pop3;
using MailHost.Submission;
using Samples.Tests.Connections;

namespace Samples.Tests.Clients;

/// <summary>The scenario's mail host at one moment: its servers on free ports of loopback, over one real engine.</summary>
internal sealed class ClientsHost : IAsyncDisposable
{
    private static readonly IPNetwork Loopback = IPNetwork.Parse("127.0.0.0/8");

    /// <summary>As cheap as Argon2id gets: what a hash costs is not what is tested here.</summary>
    private static readonly Argon2Options Cost = new() { MemoryKiB = 8, Passes = 1 };

    private static readonly Account[] Accounts =
    [
        AccountOf(Customer.Lisa),
        AccountOf(Customer.Kalle),

        // Made after the transition began: no bare username is recorded for them, and they make nobody's ambiguous.
        new("lisa@kund.se", HashOf("annat")) { BareUsernames = [] },
        new("kalle@kund.se", HashOf("annat")) { BareUsernames = [] },
    ];

    private readonly string mailDirectory = Directory.CreateTempSubdirectory("mailauth-mail-").FullName;
    private readonly ConcurrentQueue<Login> logins = new();
    private readonly InMemoryUsageSink usage = new();
    private MailAuthenticator engine = null!;
    private Pop3Server pop3 = null!;
    private ImapServer imap = null!;
    private SubmissionServer submission = null!;
    private SubmissionServer relay = null!;

    private ClientsHost()
    {
    }

    /// <summary>What the engine was asked, and said, in its order.</summary>
    public IReadOnlyList<Login> Logins => [.. logins];

    /// <summary>What was recorded of logins: complete when the host has stopped.</summary>
    public IReadOnlyList<UsageRecord> Usage => usage.Snapshot();

    /// <summary>What was recorded of mail without a login: complete when the host has stopped.</summary>
    public IReadOnlyList<UnauthenticatedMail> UnauthenticatedMail => usage.UnauthenticatedMail();

    /// <summary>The mail that was taken: complete when the host has stopped.</summary>
    public IReadOnlyList<string> Mail { get; private set; } = [];

    public LogLines Log { get; } = new();

    /// <summary>The port where mail comes in too, and where the programs of 2009 send unless they are told otherwise. It offers STARTTLS.</summary>
    public int Port25 => relay.SubmissionPort;

    /// <summary>Starts a host.</summary>
    /// <param name="moment">Where its clock stands.</param>
    /// <param name="plainAllowed">Whether clients on loopback may log in without TLS.</param>
    /// <param name="relays">Whether they may send without a login as long as the dates allow it.</param>
    public static async Task<ClientsHost> StartAsync(Moment moment, bool plainAllowed, bool relays = false)
    {
        var host = new ClientsHost();
        var time = new WatchedTime(TimeOf(moment));
        IReadOnlyList<IPNetwork> plaintextNetworks = plainAllowed ? [Loopback] : [];
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        InMemoryAccountStore store = [.. Accounts];
        host.engine = new MailAuthenticator(Options(relays), store, host.usage, timeProvider: time, loggerFactory: host.Log);
        host.pop3 = await Pop3Server.StartAsync(
            new()
            {
                Authenticate = host.AuthenticateAsync, Certificate = TestHost.Certificate, PlaintextNetworks = plaintextNetworks, LoggerFactory = host.Log, TimeProvider = time,
            },
            cancellationToken);
        host.imap = await ImapServer.StartAsync(
            new()
            {
                Authenticate = host.AuthenticateAsync, Certificate = TestHost.Certificate, PlaintextNetworks = plaintextNetworks, LoggerFactory = host.Log, TimeProvider = time,
            },
            cancellationToken);
        host.submission = await SubmissionAsync(SubmissionService.Submission);
        host.relay = await SubmissionAsync(SubmissionService.Relay);
        return host;

        Task<SubmissionServer> SubmissionAsync(SubmissionService service) => SubmissionServer.StartAsync(
            new()
            {
                Authenticator = host.engine, Authenticate = host.AuthenticateAsync, Certificate = TestHost.Certificate, PlaintextNetworks = plaintextNetworks, LoggerFactory = host.Log,
                TimeProvider = time, MailDirectory = host.mailDirectory, HostName = "mail.domain.se", Service = service, SubmissionsPort = service == SubmissionService.Submission ? 0 : null,
            },
            cancellationToken);
    }

    /// <summary>The port of a protocol for clients that come to TLS in this way.</summary>
    public int PortOf(MailProtocol protocol, TlsWay tls) => (protocol, tls) switch
    {
        (MailProtocol.Pop3, TlsWay.OnConnect) => pop3.Pop3sPort,
        (MailProtocol.Pop3, _) => pop3.Pop3Port,
        (MailProtocol.Imap, TlsWay.OnConnect) => imap.ImapsPort,
        (MailProtocol.Imap, _) => imap.ImapPort,
        (_, TlsWay.OnConnect) => submission.SubmissionsPort,
        _ => submission.SubmissionPort,
    };

    /// <summary>Stops: every session is over, and everything is recorded, when the task has completed.</summary>
    public async ValueTask DisposeAsync()
    {
        await pop3.DisposeAsync();
        await imap.DisposeAsync();
        await submission.DisposeAsync();
        await relay.DisposeAsync();
        await engine.DisposeAsync();
        if (Directory.Exists(mailDirectory))
        {
            Mail = [.. Directory.GetFiles(mailDirectory, "*.eml").Select(path => Encoding.Latin1.GetString(File.ReadAllBytes(path)))];
            Directory.Delete(mailDirectory, recursive: true);
        }
    }

    private static DateTimeOffset TimeOf(Moment moment) => DateTimeOffset.Parse(
        moment switch
        {
            Moment.Open => "2009-08-20T10:00:00+02:00",
            Moment.Warn => "2009-08-25T10:00:00+02:00",
            Moment.Brownout => "2009-09-01T09:30:00+02:00",
            _ => "2009-09-08T10:00:00+02:00",
        },
        CultureInfo.InvariantCulture);

    private static MailAuthOptions Options(bool relays) => new()
    {
        Usernames = { HostedDomains = ["domain.se", "kund.se"], ServerNames = [new("mail.{domain}")] },
        Passwords = { ReadWindows1252 = true, Argon2 = Cost, Executor = { Threads = 1 } },
        Transition = { TimeZone = "Europe/Stockholm", Warn = new(2009, 8, 24), Closed = new(2009, 9, 7), Brownouts = { new("2009-09-01", "09:00", "10:00") } },
        Submission =
        {
            RelayNetworks = relays ? ["127.0.0.0/8"] : [],
            Authentication = { TimeZone = "Europe/Stockholm", Warn = new(2009, 8, 24), Closed = new(2009, 9, 7), Brownouts = { new("2009-09-01", "09:00", "10:00") } },
        },
    };

    private static Account AccountOf(Customer customer) => new(customer.Address, HashOf(customer.Password)) { BareUsernames = [customer.Bare] };

    private static string HashOf(string password) => new PasswordVerifier(new() { Argon2 = Cost }).Hash(Encoding.UTF8.GetBytes(password));

    private async ValueTask<LoginResult> AuthenticateAsync(LoginAttempt attempt, CancellationToken cancellationToken)
    {
        LoginResult result = await engine.AuthenticateAsync(attempt, cancellationToken);
        logins.Enqueue(new Login(Encoding.Latin1.GetString(attempt.SubmittedUsername.Span), attempt.Connection, result));
        return result;
    }

    /// <summary>One login, as the engine saw it.</summary>
    /// <param name="Username">The username as it was sent; a character is a byte.</param>
    /// <param name="Connection">The connection.</param>
    /// <param name="Result">What the engine said.</param>
    internal sealed record Login(string Username, LoginConnection Connection, LoginResult Result);
}
