using MailAuth;
using MailHost.Connections;

namespace MailHost.Pop3;

/// <summary>A POP3 server (RFC 1939) that logs in and gives every account one message: enough for a real client to fetch it.</summary>
public sealed class Pop3Server : IAsyncDisposable
{
    private readonly MailListeners listeners;

    private Pop3Server(MailListeners listeners) => this.listeners = listeners;

    /// <summary>The bound port that starts without TLS; 0 where there is none.</summary>
    public int Pop3Port => listeners.StartTlsPort ?? 0;

    /// <summary>The bound port with TLS on connect; 0 where there is none.</summary>
    public int Pop3sPort => listeners.TlsPort ?? 0;

    /// <summary>Listens. When the task has completed, clients can connect.</summary>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="IOException">A port can't be bound; the message names it.</exception>
    /// <exception cref="InvalidOperationException">There is no engine, or no port.</exception>
    public static async Task<Pop3Server> StartAsync(Pop3ServerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options is { Pop3Port: null, Pop3sPort: null })
        {
            throw new InvalidOperationException($"Set {nameof(Pop3ServerOptions.Pop3Port)} or {nameof(Pop3ServerOptions.Pop3sPort)}.");
        }

        DateTimeOffset started = options.TimeProvider.GetUtcNow();
        return new Pop3Server(await MailListeners.StartAsync(
            options, MailProtocol.Pop3, options.Pop3Port, options.Pop3sPort,
            (connection, logger) => new Pop3Session(connection, options, new LoginGate(options, logger), started, logger).RunAsync(),
            cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Tells every client and stops listening.</summary>
    public ValueTask DisposeAsync() => listeners.DisposeAsync();
}
