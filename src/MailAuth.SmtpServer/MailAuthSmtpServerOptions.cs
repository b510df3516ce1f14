using System.Net;

namespace MailAuth.SmtpServer;

/// <summary>
/// What the adapter can be told. Everything else is the engine's (<see cref="MailAuthOptions"/>) or the server's own: how many failed logins a session may have is
/// <c>MaxAuthenticationAttempts</c> of SmtpServer's options. Checked at start; later changes change nothing.
/// </summary>
public sealed class MailAuthSmtpServerOptions
{
    /// <summary>
    /// The networks whose clients may log in without TLS; never everybody. It needs an endpoint with <c>AllowUnsecureAuthentication</c>, which is refused as long as this is
    /// empty. Default: none.
    /// </summary>
    public IList<IPNetwork> PlaintextNetworks { get; set; } = [];

    /// <summary>
    /// The ports, 1 to 65535, at which mail for the host's own domains comes in without a login, and where old clients ask to relay. Every other port is for submission alone.
    /// Default: 25.
    /// </summary>
    public IList<int> RelayPorts { get; set; } = [25];
}
