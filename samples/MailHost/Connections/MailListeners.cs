using System.Net;
using MailAuth;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MailHost.Connections;

/// <summary>The listeners of one server, on Kestrel: its sockets and connection handlers, without its HTTP.</summary>
internal sealed class MailListeners : IAsyncDisposable
{
    /// <summary>How much of what a client sends ahead is kept for it: more than the longest line, and far less than the transport's own 1 MiB.</summary>
    private const int ReadAhead = 64 * 1024;

    private readonly KestrelServer kestrel;
    private readonly ServiceProvider services;
    private readonly CancellationTokenSource stopping = new();
    private readonly ListenOptions? startTls;
    private readonly ListenOptions? tlsOnConnect;
    private Task? stopped;

    private MailListeners(MailServerOptions options, MailProtocol protocol, int? startTlsPort, int? tlsPort, Func<MailConnection, ILogger, Task> session)
    {
        services = new ServiceCollection().BuildServiceProvider();
        var settings = new KestrelServerOptions { ApplicationServices = services, AddServerHeader = false };
        settings.Limits.MaxConcurrentConnections = options.Limits.Connections;
        startTls = Listen(startTlsPort, tls: false);
        tlsOnConnect = Listen(tlsPort, tls: true);
        var transport = new SocketTransportOptions { MaxReadBufferSize = ReadAhead };
        kestrel = new KestrelServer(Options.Create(settings), new SocketTransportFactory(Options.Create(transport), options.LoggerFactory), options.LoggerFactory);

        ListenOptions? Listen(int? port, bool tls)
        {
            ListenOptions? made = null;
            if (port is { } number)
            {
                var handler = new MailConnectionHandler(options, protocol, tls, session, stopping.Token);
                settings.Listen(options.ListenAddress, number, listener =>
                {
                    listener.Run(handler.OnConnectedAsync);
                    made = listener;
                });
            }

            return made;
        }
    }

    /// <summary>The bound port of the listener with STARTTLS; <see langword="null"/> where there is none.</summary>
    public int? StartTlsPort => startTls?.IPEndPoint?.Port;

    /// <summary>The bound port of the listener with TLS on connect; <see langword="null"/> where there is none.</summary>
    public int? TlsPort => tlsOnConnect?.IPEndPoint?.Port;

    /// <summary>Listens. Port 0 is any free port.</summary>
    /// <exception cref="IOException">An address can't be bound.</exception>
    public static async Task<MailListeners> StartAsync(
        MailServerOptions options, MailProtocol protocol, int? startTlsPort, int? tlsPort, Func<MailConnection, ILogger, Task> session, CancellationToken cancellationToken)
    {
        _ = options.Decide; // Nothing to ask is found here, not at the first login.
        var listeners = new MailListeners(options, protocol, startTlsPort, tlsPort, session);
        try
        {
            await listeners.kestrel.StartAsync(new NoHttp(), cancellationToken).ConfigureAwait(false);
            return listeners;
        }
        catch
        {
            await listeners.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Says goodbye to every client and stops listening. May be called again.</summary>
    public ValueTask DisposeAsync() => new(stopped ??= StopAsync());

    private async Task StopAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        // By the machine's clock whatever the server's is: a stop has to end, and then closes whoever is left.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5), TimeProvider.System);
        await kestrel.StopAsync(patience.Token).ConfigureAwait(false);
        kestrel.Dispose();
        await services.DisposeAsync().ConfigureAwait(false);
        stopping.Dispose();
    }

    /// <summary>Kestrel asks for an HTTP application; no listener here leads to it.</summary>
    private sealed class NoHttp : IHttpApplication<IFeatureCollection>
    {
        public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

        public Task ProcessRequestAsync(IFeatureCollection context) => throw new NotSupportedException();

        public void DisposeContext(IFeatureCollection context, Exception? exception)
        {
        }
    }
}
