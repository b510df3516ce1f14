using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MailAuth.Accounts;
using Microsoft.Extensions.DependencyInjection;
using SmtpServer;
using SmtpServer.Net;
using SmtpServer.Storage;

namespace PackageConsumer;

/// <summary>A login over TLS at a server of the SmtpServer library, on loopback.</summary>
internal static class SubmissionLogin
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Logs in as kalle@domain.se, with the right password and with a wrong one.</summary>
    /// <exception cref="InvalidOperationException">The server answered otherwise than it should.</exception>
    public static async Task RunAsync(IAccountStore accounts)
    {
        using var stop = new CancellationTokenSource();
        using X509Certificate2 certificate = MakeCertificate();
        var listening = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var services = new ServiceCollection();
        services.AddSingleton(MessageStore.Default);
        services.AddMailAuth().UseStore(accounts).AddSmtpServer();
        await using ServiceProvider provider = services.BuildServiceProvider();
        ((EndpointListenerFactory)provider.GetRequiredService<IEndpointListenerFactory>()).EndpointStarted +=
            (_, started) => listening.TrySetResult(((IPEndPoint)started.LocalEndPoint).Port);
        ISmtpServerOptions options = new SmtpServerOptionsBuilder()
            .ServerName("mail.domain.se")
            .Endpoint(endpoint => endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, 0)).Certificate(certificate).IsSecure(true))
            .Build();
        Task running = provider.CreateSmtpServer(options).StartAsync(stop.Token);
        try
        {
            int port = await listening.Task.WaitAsync(Patience);
            await ExpectAsync(port, "sommar", "235 ");
            await ExpectAsync(port, "vinter", "535 ");
        }
        finally
        {
            await stop.CancelAsync();
            await running.WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task ExpectAsync(int port, string password, string expected)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, patience.Token);
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = "mail.domain.se", RemoteCertificateValidationCallback = static (_, _, _, _) => true }, patience.Token);
        using var reader = new StreamReader(tls, Encoding.ASCII);
        await reader.ReadLineAsync(patience.Token);
        await tls.WriteAsync("EHLO client.domain.se\r\n"u8.ToArray(), patience.Token);
        while (await reader.ReadLineAsync(patience.Token) is { } line && line.StartsWith("250-", StringComparison.Ordinal))
        {
        }

        string identity = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0kalle@domain.se\0{password}"));
        await tls.WriteAsync(Encoding.ASCII.GetBytes($"AUTH PLAIN {identity}\r\n"), patience.Token);
        string? answer = await reader.ReadLineAsync(patience.Token);
        if (answer?.StartsWith(expected, StringComparison.Ordinal) != true)
        {
            throw new InvalidOperationException($"AUTH was answered \"{answer}\" instead of {expected}");
        }
    }

    private static X509Certificate2 MakeCertificate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=mail.domain.se", key, HashAlgorithmName.SHA256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
