using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ImapHost;
using MailAuth.Accounts;
using MailAuth.Configuration;
using MailHost.Connections;
using MailHost.Imap;
using Microsoft.Extensions.Logging;

if (!CommandLine.TryParse(args, out CommandLine commandLine, out string? problem))
{
    Console.Error.WriteLine($"ImapHost: {problem}\n\n{CommandLine.Usage}");
    return 2;
}

if (commandLine.Help)
{
    Console.WriteLine(CommandLine.Usage);
    return 0;
}

using var stop = new CancellationTokenSource();
using PosixSignalRegistration interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

// The server writes one line for each login; the engine's own line about the same is left out, its faults are not.
using ILoggerFactory log = LoggerFactory.Create(logging => logging
    .AddSimpleConsole(console =>
    {
        console.SingleLine = true;
        console.TimestampFormat = "yyyy-MM-dd HH:mm:ss ";
    })
    .AddFilter("Microsoft", LogLevel.Warning)
    .AddFilter("MailAuth", LogLevel.Warning)
    .AddFilter("MailAuth.Configuration", LogLevel.Information));

try
{
    await using HostAccounts accounts = HostAccounts.Open(commandLine, log);
    string certificateFile = commandLine.Certificate
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "MailAuth", "development.pem");
    string[] serverNames = commandLine.ServerNames.Count > 0 ? [.. commandLine.ServerNames] : ["mail.domain.se", "mail.kund.se", "mail.xn--rksmrgs-5wao1o.se"];
    using X509Certificate2 certificate = DevelopmentCertificate.LoadOrCreate(certificateFile, serverNames);
    await using ImapServer server = await ImapServer.StartAsync(
        new ImapServerOptions
        {
            Authenticator = accounts.Engine,
            ListenAddress = commandLine.Listen,
            ImapPort = commandLine.Port,
            ImapsPort = commandLine.TlsPort,
            Certificate = certificate,
            PlaintextNetworks = commandLine.PlaintextNetworks,
            LoggerFactory = log,
        },
        stop.Token);

    Console.WriteLine($"""
        {accounts.Description}
        Certificate: {certificateFile}
        Listening on {commandLine.Listen}: port {server.ImapPort} with STARTTLS, port {server.ImapsPort} with TLS on connect. Ctrl-C stops.
        """);
    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 0;
}
catch (MailAuthConfigurationException wrong)
{
    foreach (ConfigurationProblem found in wrong.Problems)
    {
        Console.Error.WriteLine($"ImapHost: {found}");
    }

    return 2;
}
catch (Exception wrong) when (wrong is ArgumentException or AccountStoreException or IOException or UnauthorizedAccessException or CryptographicException)
{
    Console.Error.WriteLine($"ImapHost: {wrong.Message}");
    return 2;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
