using System.Net;
using global::SmtpServer;

namespace MailAuth.SmtpServer.Tests.Sessions;

/// <summary>Endpoints and options as SmtpServer's builders make them.</summary>
internal static class Endpoints
{
    public static IEndpointDefinition Of(int port = 587, bool isSecure = false, bool allowUnsecure = false, bool certificate = true)
    {
        ICertificateFactory? factory = certificate ? StandIn.Of<ICertificateFactory>() : null;
        return StandIn.Of<IEndpointDefinition>(
            ("Endpoint", () => new IPEndPoint(IPAddress.Loopback, port)),
            ("IsSecure", () => isSecure),
            ("AllowUnsecureAuthentication", () => allowUnsecure),
            ("CertificateFactory", () => factory));
    }

    public static ISmtpServerOptions Options(IReadOnlyList<IEndpointDefinition> endpoints, int attempts = 3, int retries = 5) => StandIn.Of<ISmtpServerOptions>(
        ("Endpoints", () => endpoints),
        ("MaxAuthenticationAttempts", () => attempts),
        ("MaxRetryCount", () => retries));
}
