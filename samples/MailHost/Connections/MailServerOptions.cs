using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MailAuth;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MailHost.Connections;

/// <summary>What every server of this host is told, whatever its protocol.</summary>
public abstract class MailServerOptions
{
    private SslStreamCertificateContext? certificateContext;

    /// <summary>The address to listen on. Default: loopback.</summary>
    public IPAddress ListenAddress { get; init; } = IPAddress.Loopback;

    /// <summary>The engine. Needed, unless <see cref="Authenticate"/> is set. The server does not dispose it.</summary>
    public MailAuthenticator? Authenticator { get; init; }

    /// <summary>How a login is decided. Default: <see cref="MailAuthenticator.AuthenticateAsync"/> of <see cref="Authenticator"/>.</summary>
    public Func<LoginAttempt, CancellationToken, ValueTask<LoginResult>>? Authenticate { get; init; }

    /// <summary>The server's certificate, with its private key. The server does not dispose it. <see cref="DevelopmentCertificate"/> makes one.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>The networks whose clients may log in without TLS. Default: none.</summary>
    public IReadOnlyList<IPNetwork> PlaintextNetworks { get; init; } = [];

    /// <summary>What one client may take. Default: see there.</summary>
    public ConnectionLimits Limits { get; init; } = new();

    /// <summary>The clock of every time limit. Default: the machine's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where the log goes. Default: nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>The certificate as handshakes take it, made once. offline: no chain is fetched from the network.</summary>
    internal SslStreamCertificateContext CertificateContext => certificateContext ??= SslStreamCertificateContext.Create(Certificate, additionalCertificates: null, offline: true);

    internal Func<LoginAttempt, CancellationToken, ValueTask<LoginResult>> Decide =>
        Authenticate
        ?? (Authenticator is { } engine ? engine.AuthenticateAsync : throw new InvalidOperationException($"Set {nameof(Authenticator)} or {nameof(Authenticate)}."));
}
