using System.Buffers;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailAuth.SmtpServer.Tests.Sessions;
using Microsoft.Extensions.DependencyInjection;
using global::SmtpServer;
using global::SmtpServer.Net;
using global::SmtpServer.Protocol;
using global::SmtpServer.Storage;

namespace MailAuth.SmtpServer.Tests.RealLibrary;

/// <summary>A real server in front of the scenario's host, on loopback: one endpoint with STARTTLS, where AUTH without TLS may be asked for, and one that begins with TLS.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;

    private Server(Host host, Messages messages, ISmtpServerOptions options)
    {
        Host = host;
        Delivered = messages.Lines;
        var ports = new Dictionary<IEndpointDefinition, int>();
        var factory = (EndpointListenerFactory)host.Services.GetRequiredService<IEndpointListenerFactory>();
        factory.EndpointStarted += (_, started) => ports[started.EndpointDefinition] = ((IPEndPoint)started.LocalEndPoint).Port;
        running = host.Services.CreateSmtpServer(options).StartAsync(stop.Token);
        StartTlsPort = ports[options.Endpoints[0]];
        TlsPort = ports[options.Endpoints[1]];
    }

    public Host Host { get; }

    /// <summary>The canonical address and the typed text of each message's session.</summary>
    public List<string> Delivered { get; }

    public int StartTlsPort { get; }

    public int TlsPort { get; }

    public static Server Start(Action<MailAuthSmtpServerOptions>? adapter = null)
    {
        var messages = new Messages();
        var host = new Host(adapter ?? (static options => options.PlaintextNetworks = [IPNetwork.Parse("192.0.2.1/32")]), more: services => services.AddSingleton<IMessageStore>(messages));
        X509Certificate2 certificate = Certificate();
        ISmtpServerOptions options = new SmtpServerOptionsBuilder()
            .ServerName("mail.domain.se")
            .Endpoint(endpoint => endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, 0)).Certificate(certificate).AllowUnsecureAuthentication())
            .Endpoint(endpoint => endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, 0)).Certificate(certificate).IsSecure(true))
            .Build();
        return new Server(host, messages, options);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
        await Host.DisposeAsync();
    }

    private static X509Certificate2 Certificate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=mail.domain.se", key, HashAlgorithmName.SHA256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    private sealed class Messages : IMessageStore
    {
        public List<string> Lines { get; } = [];

        public Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            Lines.Add($"{context.GetCanonicalAddress()}, typed {context.Authentication.User}");
            return Task.FromResult(SmtpResponse.Ok);
        }
    }
}
