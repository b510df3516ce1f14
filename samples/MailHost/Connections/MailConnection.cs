using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using MailAuth;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace MailHost.Connections;

/// <summary>
/// One client's connection: lines in, text out, TLS from the start or from STARTTLS on, and a time limit on each wait.
/// A client that takes too long ends in a <see cref="TimeoutException"/>, a server that stops in an <see cref="OperationCanceledException"/>.
/// </summary>
internal sealed class MailConnection : IAsyncDisposable
{
    /// <summary>More is not kept for a client that sends commands and takes no answers.</summary>
    private const int MostUnsent = 16 * 1024;

    private readonly IDuplexPipe transport;
    private readonly MailServerOptions options;
    private readonly ConnectionLimits limits;
    private readonly TimeProvider timeProvider;
    private readonly long started;
    private SslStream? tls;
    private LineReader input;
    private PipeWriter output;

    public MailConnection(ConnectionContext context, MailProtocol protocol, MailServerOptions options, CancellationToken stopping)
    {
        transport = context.Transport;
        this.options = options;
        limits = options.Limits;
        timeProvider = options.TimeProvider;
        started = timeProvider.GetTimestamp();
        Stopping = stopping;
        input = new LineReader(transport.Input, limits.Discarded);
        output = transport.Output;
        Login = new LoginConnection
        {
            Protocol = protocol,
            LocalEndPoint = context.LocalEndPoint as IPEndPoint,
            RemoteAddress = (context.RemoteEndPoint as IPEndPoint)?.Address,
        };
        MayLogInWithoutTls = options.PlaintextNetworks.Any(network => Login.RemoteAddress is { } remote && network.Contains(remote));
    }

    /// <summary>What the engine is told of this connection.</summary>
    public LoginConnection Login { get; private set; }

    /// <summary>Whether a password may be sent now: over TLS, or from a network that the operator excepted.</summary>
    public bool MayLogIn => Login.Tls || MayLogInWithoutTls;

    /// <summary>The time for the next thing that a client does before it is logged in: what is left of the whole, and not more than one thing may take.</summary>
    public TimeSpan TimeBeforeLogin
    {
        get
        {
            TimeSpan left = limits.TimeToLogIn - timeProvider.GetElapsedTime(started);
            return left < TimeSpan.Zero ? TimeSpan.Zero : left < limits.TimeBeforeLogin ? left : limits.TimeBeforeLogin;
        }
    }

    /// <summary>Ends when the server stops.</summary>
    public CancellationToken Stopping { get; }

    private bool MayLogInWithoutTls { get; }

    /// <summary>Keeps what the client says it is.</summary>
    public void SetClientId(string? clientId) => Login = Login with { ClientId = clientId };

    /// <summary>Appends the next line to <paramref name="target"/>, within <paramref name="time"/>.</summary>
    public ValueTask<LineStatus> ReadLineAsync(WireBuffer target, int limit, TimeSpan time) =>
        WithinAsync(time, token => input.ReadLineAsync(target, limit, token));

    /// <summary>Appends the next <paramref name="count"/> bytes to <paramref name="target"/>, within <paramref name="time"/>; <see langword="false"/> where the client is gone.</summary>
    public ValueTask<bool> ReadBytesAsync(WireBuffer target, int count, TimeSpan time) =>
        WithinAsync(time, token => input.ReadBytesAsync(target, count, token));

    /// <summary>Hands over what has come, within <paramref name="time"/>; <see langword="false"/> where the client is gone.</summary>
    public ValueTask<bool> ReadSomeAsync(TakeBytes take, TimeSpan time) => WithinAsync(time, token => input.ReadSomeAsync(take, token));

    /// <summary>Adds bytes to the answer.</summary>
    public void Write(ReadOnlySpan<byte> bytes) => System.Buffers.BuffersExtensions.Write(output, bytes);

    /// <summary>Adds text, as UTF-8, to the answer.</summary>
    public void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    /// <summary>Sends what was written; <see langword="false"/> where the client is gone.</summary>
    /// <exception cref="IOException">The client is gone, or does not take its answer.</exception>
    public async ValueTask<bool> FlushAsync()
    {
        // Also a server that stops says goodbye: the limit alone ends this.
        using var deadline = new CancellationTokenSource(limits.TimeToTakeAnswer, timeProvider);
        try
        {
            return !(await output.FlushAsync(deadline.Token).ConfigureAwait(false)).IsCompleted;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            throw new IOException("The client does not take its answer.");
        }
    }

    /// <summary>Whether answers may wait for more of them: the client has already sent the whole of its next line, and there is little to send.</summary>
    public bool MayAnswerLater() => output.UnflushedBytes < MostUnsent && input.HasLine();

    /// <summary>
    /// Answers a client that asked for TLS, and starts it. What it sent behind its wish is thrown away: whoever sits between client and server may have put it there, to be read as
    /// if it had come over TLS (RFC 3207 section 4.2 and CVE-2011-0411).
    /// </summary>
    /// <returns><see langword="false"/> where the client is gone.</returns>
    /// <exception cref="AuthenticationException">The handshake failed.</exception>
    /// <exception cref="IOException">The client is gone, or it sends no TLS.</exception>
    public async ValueTask<bool> StartTlsAsync(string answer, ILogger logger)
    {
        if (input.Discard())
        {
            Log.PlaintextBehindStartTls(logger, Login.RemoteAddress);
        }

        Write(answer);
        if (!await FlushAsync().ConfigureAwait(false))
        {
            return false;
        }

        await StartTlsAsync().ConfigureAwait(false);
        return true;
    }

    /// <summary>Starts TLS. Nothing that the client said before survives it.</summary>
    /// <exception cref="AuthenticationException">The handshake failed.</exception>
    /// <exception cref="IOException">The client is gone, or it sends no TLS.</exception>
    public async ValueTask StartTlsAsync()
    {
        tls = new SslStream(new DuplexPipeStream(transport), leaveInnerStreamOpen: true);
        var handshake = new SslServerAuthenticationOptions { ServerCertificateContext = options.CertificateContext };
        await WithinAsync(TimeBeforeLogin, async token =>
        {
            await tls.AuthenticateAsServerAsync(handshake, token).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        input = new LineReader(PipeReader.Create(tls, new StreamPipeReaderOptions(leaveOpen: true)), limits.Discarded);
        output = PipeWriter.Create(tls, new StreamPipeWriterOptions(leaveOpen: true));
        Login = Login with { Tls = true, TlsVersion = NameOf(tls.SslProtocol), ServerName = tls.TargetHostName is { Length: > 0 } name ? name : null, ClientId = null };
    }

    public async ValueTask DisposeAsync()
    {
        if (tls is null)
        {
            return;
        }

        using var deadline = new CancellationTokenSource(limits.TimeToTakeAnswer, timeProvider);
        try
        {
            if (tls.IsAuthenticated)
            {
                // close_notify: without it a careful client takes the end for an attack.
                await tls.ShutdownAsync().WaitAsync(deadline.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or OperationCanceledException)
        {
            // The client was gone first.
        }

        await tls.DisposeAsync().ConfigureAwait(false);
    }

    private static string? NameOf(SslProtocols protocol) => protocol switch
    {
        SslProtocols.Tls12 => "TLSv1.2",
        SslProtocols.Tls13 => "TLSv1.3",
        SslProtocols.None => null,
        _ => protocol.ToString(),
    };

    private async ValueTask<T> WithinAsync<T>(TimeSpan time, Func<CancellationToken, ValueTask<T>> wait)
    {
        using var deadline = new CancellationTokenSource(time, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, Stopping);
        try
        {
            return await wait(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !Stopping.IsCancellationRequested)
        {
            throw new TimeoutException("The client takes too long.");
        }
    }
}
