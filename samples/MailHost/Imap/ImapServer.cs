using MailAuth;
using MailAuth.Replies;
using MailHost.Connections;

namespace MailHost.Imap;

/// <summary>An IMAP4rev1 server (RFC 3501) that logs in and shows every account one message: enough for a real client to open it.</summary>
public sealed class ImapServer : IAsyncDisposable
{
    private readonly MailListeners listeners;

    private ImapServer(MailListeners listeners) => this.listeners = listeners;

    /// <summary>The bound port that starts without TLS; 0 where there is none.</summary>
    public int ImapPort => listeners.StartTlsPort ?? 0;

    /// <summary>The bound port with TLS on connect; 0 where there is none.</summary>
    public int ImapsPort => listeners.TlsPort ?? 0;

    /// <summary>Listens. When the task has completed, clients can connect.</summary>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="IOException">A port can't be bound; the message names it.</exception>
    /// <exception cref="InvalidOperationException">There is no engine, or no port.</exception>
    public static async Task<ImapServer> StartAsync(ImapServerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options is { ImapPort: null, ImapsPort: null })
        {
            throw new InvalidOperationException($"Set {nameof(ImapServerOptions.ImapPort)} or {nameof(ImapServerOptions.ImapsPort)}.");
        }

        DateTimeOffset started = options.TimeProvider.GetUtcNow();
        var notices = new DailyNotice(options.TimeProvider);
        return new ImapServer(await MailListeners.StartAsync(
            options, MailProtocol.Imap, options.ImapPort, options.ImapsPort,
            (connection, logger) => new ImapSession(connection, options, new LoginGate(options, logger), notices, started, logger).RunAsync(),
            cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Says goodbye to every client and stops listening.</summary>
    public ValueTask DisposeAsync() => listeners.DisposeAsync();
}
