using System.Net;
using MailHost.Connections;
using MailHost.Imap;
using Samples.Tests.Connections;

namespace Samples.Tests.Imap;

/// <summary>An IMAP server over a <see cref="RecordingEngine"/>.</summary>
internal sealed class ImapTestHost : TestHost
{
    private ImapServer server = null!;

    private ImapTestHost()
    {
    }

    public override int StartTlsPort => server.ImapPort;

    public override int TlsPort => server.ImapsPort;

    protected override string Greeting => "* OK [CAPABILITY IMAP4rev1 ";

    public static async Task<ImapTestHost> StartAsync(IReadOnlyList<IPNetwork>? plaintextNetworks = null, ConnectionLimits? limits = null)
    {
        var host = new ImapTestHost();
        host.server = await ImapServer.StartAsync(
            new ImapServerOptions
            {
                Authenticate = host.Engine.AuthenticateAsync,
                Certificate = Certificate,
                PlaintextNetworks = plaintextNetworks ?? [],
                Limits = limits ?? new(),
                LoggerFactory = host.Log,
                TimeProvider = host.Time,
            },
            TestContext.Current.CancellationToken);
        return host;
    }

    /// <summary>A client over TLS that is logged in.</summary>
    public async Task<Wire> LogInAsync()
    {
        Wire wire = await ConnectAsync();
        Assert.StartsWith("a OK ", await wire.CommandAsync("a LOGIN kalle@domain.se secret"), StringComparison.Ordinal);
        return wire;
    }

    /// <summary>Fails unless a new client can log in: the server has taken no harm.</summary>
    public async Task AssertHealthyAsync()
    {
        await using Wire wire = await LogInAsync();
        Assert.StartsWith("b OK ", (await wire.DialogAsync("b LOGOUT"))[^1], StringComparison.Ordinal);
    }

    public override ValueTask DisposeAsync() => server.DisposeAsync();
}
