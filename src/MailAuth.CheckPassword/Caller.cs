using System.Net;
using MailAuth.Configuration;

namespace MailAuth.CheckPassword;

/// <summary>
/// What the server says in the environment: Dovecot's variables, and the older ones that others have. Those that begin with AUTH_ go first: an earlier passdb's extra
/// fields become variables too, and can't take their place.
/// </summary>
/// <param name="variable">Gives a variable's value; null where it is not set.</param>
internal sealed class Caller(Func<string, string?> variable)
{
    /// <summary>The configuration file that the environment names; null for none.</summary>
    public string? ConfigurationFile => First(MailAuthSettings.PathVariable);

    /// <summary>What the server calls the service, such as <c>imap</c> or <c>smtp</c>; null where it says nothing.</summary>
    public string? Service { get; } = Value(variable, "AUTH_SERVICE") ?? Value(variable, "SERVICE");

    public Request Request =>
        First("CREDENTIALS_LOOKUP") is not null ? Request.Credentials
        : First("AUTHORIZED") is not null ? Request.Lookup
        : First("AUTH_MASTER_USER") is not null ? Request.MasterLogin
        : First("AUTH_LOGIN_USER") is not null ? Request.MasterPassdb
        : Request.Password;

    /// <summary>The connection, as far as the server tells it.</summary>
    public LoginConnection Connection => new()
    {
        Protocol = Service switch
        {
            "imap" => MailProtocol.Imap,
            "pop3" => MailProtocol.Pop3,
            "smtp" or "submission" => MailProtocol.Submission,
            "sieve" => MailProtocol.ManageSieve,
            _ => MailProtocol.Other,
        },

        // "TLS", or "secured": TLS that somebody else ended (Postfix), or a connection that never left the machine.
        Tls = First("AUTH_SECURED") is not null,
        ServerName = First("AUTH_LOCAL_NAME"),
        LocalEndPoint = Address("AUTH_LIP", "TCPLOCALIP", "LOCAL_IP") is { } local ? new IPEndPoint(local, Port("AUTH_LPORT", "TCPLOCALPORT")) : null,
        RemoteAddress = Address("AUTH_RIP", "TCPREMOTEIP", "REMOTE_IP"),
    };

    private static string? Value(Func<string, string?> variable, string name) => variable(name) is { Length: > 0 } value ? value : null;

    private string? First(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (Value(variable, name) is { } value)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>An address; null for what is none, such as Exim's <c>NULL</c>.</summary>
    private IPAddress? Address(params ReadOnlySpan<string> names) => IPAddress.TryParse(First(names), out IPAddress? address) ? address : null;

    /// <summary>A port; 0, which no listener has, where none is given.</summary>
    private int Port(params ReadOnlySpan<string> names)
    {
        int port = 0;
        foreach (char digit in First(names) ?? "")
        {
            if (!char.IsAsciiDigit(digit))
            {
                return 0;
            }

            port = (port * 10) + (digit - '0');
            if (port > IPEndPoint.MaxPort)
            {
                return 0;
            }
        }

        return port;
    }
}
