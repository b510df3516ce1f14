using System.Security.Cryptography.X509Certificates;
using MailAuth.Accounts;
using Microsoft.Extensions.DependencyInjection;
using global::SmtpServer;
using global::SmtpServer.Storage;

namespace MailAuth.SmtpServer.Tests.RealLibrary;

/// <summary>The lines that the README shows. Compiled with the real library alone: the adapter uses no builders, so that the declaration has none.</summary>
internal static class Quickstart
{
    public static async Task RunAsync(IMessageStore messages, IAccountStore accounts, X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        // example
        var services = new ServiceCollection();
        services.AddSingleton<IMessageStore>(messages); // yours: what becomes of the mail
        services.AddMailAuth(options => options.Transition = new() { TimeZone = "Europe/Stockholm", Warn = new(2009, 8, 24), Closed = new(2009, 9, 7) })
            .UseStore(accounts)
            .AddSmtpServer();
        await using ServiceProvider provider = services.BuildServiceProvider();
        ISmtpServerOptions options = new SmtpServerOptionsBuilder()
            .ServerName("mail.domain.se")
            .Endpoint(endpoint => endpoint.Port(587).Certificate(certificate))
            .Endpoint(endpoint => endpoint.Port(465).IsSecure(true).Certificate(certificate))
            .Build();
        await provider.CreateSmtpServer(options).StartAsync(cancellationToken);

        // end of the example
    }
}
