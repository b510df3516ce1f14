using System.Net;
using System.Security.Cryptography.X509Certificates;
using MailHost.Connections;

namespace Samples.Tests.Connections;

/// <summary>A server on free ports of loopback, over a <see cref="RecordingEngine"/> and a clock that stands at 24 August 2009, or where it is told.</summary>
internal abstract class TestHost(DateTimeOffset? now = null) : IAsyncDisposable
{
    public static readonly X509Certificate2 Certificate = DevelopmentCertificate.Create(["mail.domain.se", "mail.kund.se"]);

    public RecordingEngine Engine { get; } = new();

    public LogLines Log { get; } = new();

    public WatchedTime Time { get; } = new(now ?? new DateTimeOffset(2009, 8, 24, 10, 0, 0, TimeSpan.Zero));

    /// <summary>The port that starts without TLS.</summary>
    public abstract int StartTlsPort { get; }

    /// <summary>The port with TLS on connect.</summary>
    public abstract int TlsPort { get; }

    /// <summary>How the server's greeting begins.</summary>
    protected abstract string Greeting { get; }

    /// <summary>A client over TLS that has read the greeting.</summary>
    public async Task<Wire> ConnectAsync(string serverName = "mail.domain.se")
    {
        Wire wire = await Wire.ConnectAsync(TlsPort);
        await wire.StartTlsAsync(serverName);
        Assert.StartsWith(Greeting, await wire.ReadLineAsync(), StringComparison.Ordinal);
        return wire;
    }

    /// <summary>A client without TLS that has read the greeting.</summary>
    public async Task<Wire> ConnectPlainAsync()
    {
        Wire wire = await Wire.ConnectAsync(StartTlsPort);
        Assert.StartsWith(Greeting, await wire.ReadLineAsync(), StringComparison.Ordinal);
        return wire;
    }

    public abstract ValueTask DisposeAsync();
}
