using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using global::SmtpServer;
using global::SmtpServer.Authentication;
using global::SmtpServer.IO;
using global::SmtpServer.Mail;
using global::SmtpServer.Net;
using global::SmtpServer.Storage;

namespace MailAuth.SmtpServer.Tests.Sessions;

/// <summary>A client on a session, and what SmtpServer does with its commands: it asks the factories that are registered, each time anew.</summary>
internal sealed class Client
{
    private readonly IServiceProvider services;
    private IMailbox sender = Mailbox("", "");

    public Client(IServiceProvider services, bool tls = true, string remote = "203.0.113.7", int port = 587, int attempts = 3)
    {
        this.services = services;
        Tls = tls;
        IEndpointDefinition endpoint = Endpoints.Of(port: port);
        ISmtpServerOptions options = Endpoints.Options([endpoint], attempts);
        ISecurableDuplexPipe pipe = StandIn.Of<ISecurableDuplexPipe>(
            ("IsSecure", () => Tls),
            ("SslProtocol", () => Tls ? SslProtocols.Tls12 : SslProtocols.None));
        Properties[EndpointListener.RemoteEndPointKey] = new IPEndPoint(IPAddress.Parse(remote), 50000);
        Properties[EndpointListener.LocalEndPointKey] = new IPEndPoint(IPAddress.Any, port);
        Context = StandIn.Of<ISessionContext>(
            ("ServerOptions", () => options),
            ("EndpointDefinition", () => endpoint),
            ("Pipe", () => pipe),
            ("Authentication", () => Authentication),
            ("Properties", () => Properties));
    }

    public ISessionContext Context { get; }

    public Dictionary<string, object> Properties { get; } = [];

    /// <summary>Whether the connection uses TLS. A test that sets it has said STARTTLS.</summary>
    public bool Tls { get; set; }

    public AuthenticationContext Authentication { get; private set; } = Authenticated(false);

    /// <summary>Ends with the session.</summary>
    public CancellationToken SessionToken { get; init; } = TestContext.Current.CancellationToken;

    public async Task<Answer> AuthAsync(string user, string password)
    {
        Authentication = Authenticated(false);
        var factory = (IUserAuthenticatorFactory)services.GetService(typeof(IUserAuthenticatorFactory))!;
        Answer answer = await Answer.Of(factory.CreateInstance(Context).AuthenticateAsync(Context, user, password, SessionToken));
        if (answer == Answer.Yes)
        {
            Authentication = Authenticated(true);
        }

        return answer;
    }

    public Task<Answer> MailAsync(string user, string host)
    {
        sender = Mailbox(user, host);
        return Answer.Of(Filter().CanAcceptFromAsync(Context, sender, 0, SessionToken));
    }

    public Task<Answer> RcptAsync(string user, string host) =>
        Answer.Of(Filter().CanDeliverToAsync(Context, Mailbox(user, host), sender, SessionToken));

    /// <summary>An address as SmtpServer hands it on: without quotes and escapes.</summary>
    public static IMailbox Mailbox(string user, string host) => StandIn.Of<IMailbox>(("User", () => user), ("Host", () => host));

    private static AuthenticationContext Authenticated(bool value)
    {
        // The adapter makes none, so that the declaration has no public constructor.
        var made = (AuthenticationContext)RuntimeHelpers.GetUninitializedObject(typeof(AuthenticationContext));
        typeof(AuthenticationContext).GetField("<IsAuthenticated>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic)!.SetValue(made, value);
        return made;
    }

    private IMailboxFilter Filter() => ((IMailboxFilterFactory)services.GetService(typeof(IMailboxFilterFactory))!).CreateInstance(Context);
}
