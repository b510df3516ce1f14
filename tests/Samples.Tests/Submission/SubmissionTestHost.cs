using System.Net;
using MailAuth;
using MailAuth.Accounts;
using MailAuth.Submission;
using MailAuth.Usage;
using MailHost.Connections;
using MailHost.Submission;
using Samples.Tests.Connections;

namespace Samples.Tests.Submission;

/// <summary>A submission server: logins by a <see cref="RecordingEngine"/>, decisions about sending by a real one, accepted mail in a directory of its own.</summary>
internal sealed class SubmissionTestHost : TestHost
{
    private readonly string directory = Directory.CreateTempSubdirectory("mailauth-mail-").FullName;
    private SubmissionServer server = null!;
    private MailAuthenticator sending = null!;

    private SubmissionTestHost(DateTimeOffset? now)
        : base(now)
    {
    }

    public override int StartTlsPort => server.SubmissionPort;

    public override int TlsPort => server.SubmissionsPort;

    public InMemoryUsageSink Usage { get; } = new();

    /// <summary>The accepted messages, as they are in their files.</summary>
    public IReadOnlyList<string> Mail => [.. Directory.GetFiles(directory, "*.eml").Select(path => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(path)))];

    /// <summary>What is in the directory besides.</summary>
    public IReadOnlyList<string> Leftovers => [.. Directory.GetFiles(directory).Where(path => Path.GetExtension(path) != ".eml")];

    protected override string Greeting => "220 ";

    public static async Task<SubmissionTestHost> StartAsync(
        Action<SubmissionOptions>? configure = null,
        SubmissionService service = default,
        IReadOnlyList<IPNetwork>? plaintextNetworks = null,
        ConnectionLimits? limits = null,
        int messageSize = 100_000,
        DateTimeOffset? now = null)
    {
        var host = new SubmissionTestHost(now);
        var options = new MailAuthOptions { Usernames = { HostedDomains = ["domain.se", "kund.se"] } };
        configure?.Invoke(options.Submission);
        host.sending = new MailAuthenticator(options, new InMemoryAccountStore(), host.Usage, timeProvider: host.Time, loggerFactory: host.Log);
        host.server = await SubmissionServer.StartAsync(
            new SubmissionServerOptions
            {
                Authenticate = host.Engine.AuthenticateAsync,
                Authenticator = host.sending,
                Certificate = Certificate,
                PlaintextNetworks = plaintextNetworks ?? [],
                Limits = limits ?? new(),
                LoggerFactory = host.Log,
                TimeProvider = host.Time,
                MailDirectory = host.directory,
                HostName = "mail.domain.se",
                MessageSize = messageSize,
                Service = service,
            },
            TestContext.Current.CancellationToken);
        return host;
    }

    /// <summary>A client over TLS that has said EHLO.</summary>
    public async Task<Wire> GreetAsync()
    {
        Wire wire = await ConnectAsync();
        await wire.EhloAsync();
        return wire;
    }

    /// <summary>A client over TLS that is logged in as kalle@domain.se.</summary>
    public async Task<Wire> LogInAsync()
    {
        Wire wire = await GreetAsync();
        Assert.Equal(SubmissionDialog.LoggedIn, await wire.CommandAsync(SubmissionDialog.RightPlain));
        return wire;
    }

    /// <summary>Fails unless a new client can log in and send: the server has taken no harm.</summary>
    public async Task AssertHealthyAsync()
    {
        await using Wire wire = await LogInAsync();
        Assert.StartsWith("250 2.0.0 ", await wire.SendMailAsync(), StringComparison.Ordinal);
    }

    /// <summary>Ends what decides about sending, so that all records are written.</summary>
    public ValueTask EndRecordingAsync() => sending.DisposeAsync();

    /// <summary>Ends the server: every session is over when the task has completed.</summary>
    public ValueTask DisposeServerAsync() => server.DisposeAsync();

    public override async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await sending.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }
}
