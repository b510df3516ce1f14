using global::SmtpServer;
using global::SmtpServer.Protocol;

namespace MailAuth.SmtpServer;

/// <summary>EHLO that offers AUTH without TLS to the networks alone that may use it: SmtpServer itself offers it to everybody who comes to an endpoint.</summary>
internal sealed class MailAuthEhloCommand(string domainOrAddress, AdapterRules rules) : EhloCommand(domainOrAddress)
{
    /// <summary>The extensions that a session is offered, of those that SmtpServer would offer.</summary>
    internal static IEnumerable<string> Offered(IEnumerable<string> extensions, ISessionContext context, AdapterRules rules)
    {
        LoginConnection connection = SessionState.Of(context).Connection(context);
        return connection.Tls || rules.AllowsPlaintext(connection.RemoteAddress)
            ? extensions
            : extensions.Where(static extension => !IsAuth(extension));
    }

    protected override IEnumerable<string> GetExtensions(ISessionContext context)
    {
        SessionState.Of(context).Greeted(context, DomainOrAddress);
        return Offered(base.GetExtensions(context), context, rules);
    }

    private static bool IsAuth(string extension) => extension == "AUTH" || extension.StartsWith("AUTH ", StringComparison.OrdinalIgnoreCase);
}
