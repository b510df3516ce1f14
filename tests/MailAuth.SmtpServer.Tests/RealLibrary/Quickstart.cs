using System.Security.Cryptography.X509Certificates;
using MailAuth.Accounts;
using MailAuth.Passwords;
using Microsoft.Extensions.DependencyInjection;
using global::SmtpServer;
using global::SmtpServer.Storage;

namespace MailAuth.SmtpServer.Tests.RealLibrary;

/// <summary>The lines that the README shows. Compiled with the real library alone: the adapter uses no builders, so that the declaration has none.</summary>
internal static class Quickstart
{
    public static async Task RunAsync()
    {
        // example
        var accounts = new InMemoryAccountStore { { "kalle@domain.se", new PasswordVerifier().Hash("sommar"u8) } };
        X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12FromFile("mail.domain.se.pfx", password: null);
        var services = new ServiceCollection();
        services.AddSingleton(MessageStore.Default); // put yours here: what becomes of the mail. This one throws it away
        services.AddMailAuth(options => options.Transition = new() { TimeZone = "Europe/Stockholm", Warn = new(2009, 8, 24), Closed = new(2009, 9, 7) })
            .UseStore(accounts)
            .AddSmtpServer();
        await using ServiceProvider provider = services.BuildServiceProvider();
        ISmtpServerOptions options = new SmtpServerOptionsBuilder()
            .ServerName("mail.domain.se")
            .Endpoint(endpoint => endpoint.Port(587).Certificate(certificate))
            .Endpoint(endpoint => endpoint.Port(465).IsSecure(true).Certificate(certificate))
            .Build();
        await provider.CreateSmtpServer(options).StartAsync(CancellationToken.None);

        // end of the example
    }
}
