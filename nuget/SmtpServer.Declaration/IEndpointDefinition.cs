using System.Net;

namespace SmtpServer;

/// <summary>An endpoint that a server listens on.</summary>
public interface IEndpointDefinition
{
    /// <summary>Address and port.</summary>
    IPEndPoint Endpoint { get; }

    /// <summary>Whether TLS begins with the connection.</summary>
    bool IsSecure { get; }

    /// <summary>Whether AUTH is offered and taken without TLS.</summary>
    bool AllowUnsecureAuthentication { get; }

    /// <summary>Where the certificate comes from; null for an endpoint without TLS.</summary>
    ICertificateFactory CertificateFactory { get; }
}
