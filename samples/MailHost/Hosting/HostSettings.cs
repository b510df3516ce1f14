using System.Net;
using System.Security.Cryptography.X509Certificates;
using MailAuth;
using Microsoft.Extensions.Logging;

namespace MailHost.Hosting;

/// <summary>What a host program's command line comes to: everything that its server is started with.</summary>
public sealed class HostSettings
{
    internal HostSettings()
    {
    }

    /// <summary>The engine over the accounts. It is disposed of after the server.</summary>
    public required MailAuthenticator Authenticator { get; init; }

    /// <summary>The address to listen on.</summary>
    public required IPAddress ListenAddress { get; init; }

    /// <summary>The port that starts without TLS; 0 for any free one.</summary>
    public required int StartTlsPort { get; init; }

    /// <summary>The port with TLS on connect; 0 for any free one.</summary>
    public required int TlsPort { get; init; }

    /// <summary>The certificate. It is disposed of after the server.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>The directory of the certificate file: where a program keeps what it is given no other place for.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The networks whose clients may log in without TLS.</summary>
    public required IReadOnlyList<IPNetwork> PlaintextNetworks { get; init; }

    /// <summary>Where the log goes: the console.</summary>
    public required ILoggerFactory LoggerFactory { get; init; }
}
