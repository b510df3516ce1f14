using System.Net;
using System.Security.Authentication;
using MailAuth.Submission;
using global::SmtpServer;
using global::SmtpServer.Net;

namespace MailAuth.SmtpServer;

/// <summary>What the adapter knows of a session: kept in its properties, because SmtpServer may make an authenticator and a filter for each command.</summary>
internal sealed class SessionState
{
    private const string Key = "MailAuth:Session";

    private string? clientId;
    private bool clientIdTls;

    /// <summary>The accepted login. Trusted only through <see cref="SessionContextExtensions.GetLoginResult"/>.</summary>
    public LoginResult? Login { get; private set; }

    /// <summary>Whether the login was protected by TLS.</summary>
    public bool LoginTls { get; private set; }

    /// <summary>The failed logins of the session, however they were answered.</summary>
    public int Failures { get; set; }

    /// <summary>Those of them that SmtpServer counts itself: an exception passes its counter by.</summary>
    public int FailuresThatServerCounts { get; set; }

    /// <summary>Whether the transaction that is under way has been recorded as mail without a login.</summary>
    public bool IsRecorded { get; set; }

    /// <summary>The state of a session.</summary>
    public static SessionState Of(ISessionContext context)
    {
        if (context.Properties.TryGetValue(Key, out object? value) && value is SessionState state)
        {
            return state;
        }

        state = new SessionState();
        context.Properties[Key] = state;
        return state;
    }

    /// <summary>Keeps an accepted login.</summary>
    public void Accept(ISessionContext context, LoginResult result)
    {
        Login = result;
        LoginTls = context.Pipe.IsSecure;
        context.Properties[SessionContextExtensions.LoginResultKey] = result;
        context.Properties[SessionContextExtensions.AddressKey] = result.Account!.Address;
    }

    /// <summary>Forgets the login.</summary>
    public void Forget(ISessionContext context)
    {
        Login = null;
        context.Properties.Remove(SessionContextExtensions.LoginResultKey);
        context.Properties.Remove(SessionContextExtensions.AddressKey);
    }

    /// <summary>Keeps what the client says it is.</summary>
    public void Greeted(ISessionContext context, string? name)
    {
        clientId = name;
        clientIdTls = context.Pipe.IsSecure;
    }

    /// <summary>The connection as the engine wants to know it. What was said before TLS was started is not part of it (RFC 3207 section 4.2).</summary>
    public LoginConnection Connection(ISessionContext context)
    {
        bool tls = context.Pipe.IsSecure;
        return new LoginConnection
        {
            Protocol = MailProtocol.Submission,
            Tls = tls,
            TlsVersion = tls ? VersionName(context.Pipe.SslProtocol) : null,
            LocalEndPoint = LocalEndPoint(context),
            RemoteAddress = (Property(context, EndpointListener.RemoteEndPointKey) as IPEndPoint)?.Address,
            ClientId = clientIdTls == tls ? clientId : null,
        };
    }

    /// <summary>The service that the client came to.</summary>
    public static SubmissionService Service(ISessionContext context, AdapterRules rules) => rules.ServiceOf(LocalEndPoint(context)?.Port ?? 0);

    // An endpoint with port 0 gets its number when it listens.
    private static IPEndPoint? LocalEndPoint(ISessionContext context) =>
        Property(context, EndpointListener.LocalEndPointKey) as IPEndPoint ?? context.EndpointDefinition.Endpoint;

    private static object? Property(ISessionContext context, string key) => context.Properties.TryGetValue(key, out object? value) ? value : null;

    private static string? VersionName(SslProtocols version) => version switch
    {
        SslProtocols.Tls12 => "TLSv1.2",
        SslProtocols.Tls13 => "TLSv1.3",
#pragma warning disable CS0618, SYSLIB0039, CA5397 // Named, not used: old clients may come with them where a host switched them on.
        SslProtocols.Tls => "TLSv1",
        SslProtocols.Tls11 => "TLSv1.1",
#pragma warning restore CS0618, SYSLIB0039, CA5397
        _ => null,
    };
}
