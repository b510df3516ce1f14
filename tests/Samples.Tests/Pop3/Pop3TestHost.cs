using System.Net;
using MailHost.Connections;
using MailHost.Pop3;
using Samples.Tests.Connections;

namespace Samples.Tests.Pop3;

/// <summary>A POP3 server over a <see cref="RecordingEngine"/>.</summary>
internal sealed class Pop3TestHost : TestHost
{
    private Pop3Server server = null!;

    private Pop3TestHost()
    {
    }

    public override int StartTlsPort => server.Pop3Port;

    public override int TlsPort => server.Pop3sPort;

    protected override string Greeting => "+OK ";

    public static async Task<Pop3TestHost> StartAsync(IReadOnlyList<IPNetwork>? plaintextNetworks = null, ConnectionLimits? limits = null)
    {
        var host = new Pop3TestHost();
        host.server = await Pop3Server.StartAsync(
            new Pop3ServerOptions
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
        Assert.StartsWith("+OK ", await wire.CommandAsync("USER kalle@domain.se"), StringComparison.Ordinal);
        Assert.StartsWith("+OK ", await wire.CommandAsync("PASS secret"), StringComparison.Ordinal);
        return wire;
    }

    /// <summary>Fails unless a new client can log in: the server has taken no harm.</summary>
    public async Task AssertHealthyAsync()
    {
        await using Wire wire = await LogInAsync();
        Assert.StartsWith("+OK ", await wire.CommandAsync("QUIT"), StringComparison.Ordinal);
    }

    public override ValueTask DisposeAsync() => server.DisposeAsync();
}
