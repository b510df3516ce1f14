using System.Net;
using System.Security.Cryptography.X509Certificates;
using MailHost.Connections;
using MailHost.Imap;

namespace Samples.Tests.Imap;

/// <summary>An IMAP server on free ports of loopback, over a <see cref="RecordingEngine"/>.</summary>
internal sealed class ImapTestHost : IAsyncDisposable
{
    public static readonly X509Certificate2 Certificate = DevelopmentCertificate.Create(["mail.domain.se", "mail.kund.se"]);

    private ImapTestHost(ImapServer server, RecordingEngine engine, LogLines log, WatchedTime time)
    {
        Server = server;
        Engine = engine;
        Log = log;
        Time = time;
    }

    public ImapServer Server { get; }

    public RecordingEngine Engine { get; }

    public LogLines Log { get; }

    public WatchedTime Time { get; }

    public static async Task<ImapTestHost> StartAsync(IReadOnlyList<IPNetwork>? plaintextNetworks = null, ConnectionLimits? limits = null)
    {
        var engine = new RecordingEngine();
        var log = new LogLines();
        var time = new WatchedTime(new DateTimeOffset(2009, 8, 24, 10, 0, 0, TimeSpan.Zero));
        ImapServer server = await ImapServer.StartAsync(
            new ImapServerOptions
            {
                Authenticate = engine.AuthenticateAsync,
                Certificate = Certificate,
                PlaintextNetworks = plaintextNetworks ?? [],
                Limits = limits ?? new(),
                LoggerFactory = log,
                TimeProvider = time,
            },
            TestContext.Current.CancellationToken);
        return new ImapTestHost(server, engine, log, time);
    }

    /// <summary>A client over TLS that has read the greeting.</summary>
    public async Task<ImapWire> ConnectAsync(string serverName = "mail.domain.se")
    {
        ImapWire wire = await ImapWire.ConnectAsync(Server.ImapsPort);
        await wire.StartTlsAsync(serverName);
        Assert.StartsWith("* OK [CAPABILITY IMAP4rev1 ", await wire.ReadLineAsync(), StringComparison.Ordinal);
        return wire;
    }

    /// <summary>A client without TLS that has read the greeting.</summary>
    public async Task<ImapWire> ConnectPlainAsync()
    {
        ImapWire wire = await ImapWire.ConnectAsync(Server.ImapPort);
        Assert.StartsWith("* OK [CAPABILITY IMAP4rev1 ", await wire.ReadLineAsync(), StringComparison.Ordinal);
        return wire;
    }

    /// <summary>A client over TLS that is logged in.</summary>
    public async Task<ImapWire> LogInAsync()
    {
        ImapWire wire = await ConnectAsync();
        Assert.StartsWith("a OK ", await wire.CommandAsync("a LOGIN kalle@domain.se secret"), StringComparison.Ordinal);
        return wire;
    }

    /// <summary>Fails unless a new client can log in: the server has taken no harm.</summary>
    public async Task AssertHealthyAsync()
    {
        await using ImapWire wire = await LogInAsync();
        Assert.StartsWith("b OK ", (await wire.DialogAsync("b LOGOUT"))[^1], StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
