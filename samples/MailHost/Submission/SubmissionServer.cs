using MailAuth;
using MailHost.Connections;

namespace MailHost.Submission;

/// <summary>An ESMTP server (RFC 5321, RFC 6409) that asks the engine who may log in and who may send, and keeps what it accepts as files.</summary>
public sealed class SubmissionServer : IAsyncDisposable
{
    private readonly MailListeners listeners;

    private SubmissionServer(MailListeners listeners) => this.listeners = listeners;

    /// <summary>The bound port that starts without TLS; 0 where there is none.</summary>
    public int SubmissionPort => listeners.StartTlsPort ?? 0;

    /// <summary>The bound port with TLS on connect; 0 where there is none.</summary>
    public int SubmissionsPort => listeners.TlsPort ?? 0;

    /// <summary>Listens. When the task has completed, clients can connect.</summary>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="IOException">A port can't be bound, or the mail directory is not there; the message names it.</exception>
    /// <exception cref="InvalidOperationException">There is no engine, or no port.</exception>
    public static async Task<SubmissionServer> StartAsync(SubmissionServerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options is { SubmissionPort: null, SubmissionsPort: null })
        {
            throw new InvalidOperationException($"Set {nameof(SubmissionServerOptions.SubmissionPort)} or {nameof(SubmissionServerOptions.SubmissionsPort)}.");
        }

        MailAuthenticator engine = options.Authenticator ?? throw new InvalidOperationException($"Set {nameof(MailServerOptions.Authenticator)}: it decides who may send.");
        var mail = new MailDirectory(options.MailDirectory, options.TimeProvider);
        return new SubmissionServer(await MailListeners.StartAsync(
            options, MailProtocol.Submission, options.SubmissionPort, options.SubmissionsPort,
            (connection, logger) => new SubmissionSession(connection, options, engine, new LoginGate(options, logger), mail, logger).RunAsync(),
            cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Says goodbye to every client and stops listening.</summary>
    public ValueTask DisposeAsync() => listeners.DisposeAsync();
}
