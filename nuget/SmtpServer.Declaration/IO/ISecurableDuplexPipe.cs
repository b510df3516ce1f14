using System.Security.Authentication;

namespace SmtpServer.IO;

/// <summary>A connection that TLS can be started on.</summary>
public interface ISecurableDuplexPipe
{
    /// <summary>Whether it uses TLS.</summary>
    bool IsSecure { get; }

    /// <summary>The version of TLS; none without.</summary>
    SslProtocols SslProtocol { get; }
}
