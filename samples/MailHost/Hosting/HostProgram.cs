using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailAuth.Accounts;
using MailAuth.Configuration;
using MailHost.Connections;
using Microsoft.Extensions.Logging;

namespace MailHost.Hosting;

/// <summary>A program that runs one server of this host: its command line, its accounts, its certificate, its log, and its end at Ctrl-C or SIGTERM.</summary>
public sealed class HostProgram
{
    /// <summary>The program's name, such as <c>ImapHost</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, for the usage text: a phrase without a full stop.</summary>
    public required string Purpose { get; init; }

    /// <summary>The default port that starts without TLS.</summary>
    public required int StartTlsPort { get; init; }

    /// <summary>The default port with TLS on connect.</summary>
    public required int TlsPort { get; init; }

    /// <summary>What the protocol calls its command that starts TLS. Default <c>STARTTLS</c>.</summary>
    public string StartTlsCommand { get; init; } = "STARTTLS";

    /// <summary>The options that this program alone has. Default: none.</summary>
    public IReadOnlyList<HostOption> Options { get; init; } = [];

    /// <summary>Starts the server. When the task has completed, clients can connect.</summary>
    public required Func<HostSettings, CancellationToken, Task<StartedServer>> StartAsync { get; init; }

    /// <summary>Runs the program until it is interrupted.</summary>
    /// <param name="arguments">Its command line.</param>
    /// <returns>The exit code: 0 after an interrupt and after <c>--help</c>; 2, and on standard error what is wrong, where it can't start.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (!CommandLine.TryParse(this, arguments, out CommandLine commandLine, out string? problem))
        {
            return Fail($"{problem}\n\n{CommandLine.Usage(this)}");
        }

        if (commandLine.Help)
        {
            Console.WriteLine(CommandLine.Usage(this));
            return 0;
        }

        using var stop = new CancellationTokenSource();
        using PosixSignalRegistration interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            await ServeAsync(commandLine, stop.Token).ConfigureAwait(false);
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
                Fail(found.ToString());
            }

            return 2;
        }
        catch (Exception wrong) when (wrong is ArgumentException or AccountStoreException or IOException or UnauthorizedAccessException or CryptographicException)
        {
            return Fail(wrong.Message);
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private async Task ServeAsync(CommandLine commandLine, CancellationToken stop)
    {
        // The server writes one line for each login; the engine's own line about the same is left out, its faults are not.
        using ILoggerFactory log = LoggerFactory.Create(logging => logging
            .AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "yyyy-MM-dd HH:mm:ss ";
            })
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("MailAuth", LogLevel.Warning)
            .AddFilter("MailAuth.Submission", LogLevel.Information)
            .AddFilter("MailAuth.Configuration", LogLevel.Information));
        HostAccounts accounts = HostAccounts.Open(commandLine, log);
        await using ConfiguredAsyncDisposable accountsEnd = accounts.ConfigureAwait(false);
        string certificateFile = commandLine.Certificate
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "MailAuth", "development.pem");
        string[] serverNames = commandLine.ServerNames.Count > 0 ? [.. commandLine.ServerNames] : ["mail.domain.se", "mail.kund.se", "mail.xn--rksmrgs-5wao1o.se"];
        using X509Certificate2 certificate = DevelopmentCertificate.LoadOrCreate(certificateFile, serverNames);
        StartedServer started = await StartAsync(
            new HostSettings
            {
                Authenticator = accounts.Engine,
                ListenAddress = commandLine.Listen,
                StartTlsPort = commandLine.StartTlsPort,
                TlsPort = commandLine.TlsPort,
                Certificate = certificate,
                DataDirectory = Path.GetDirectoryName(Path.GetFullPath(certificateFile))!,
                PlaintextNetworks = commandLine.PlaintextNetworks,
                LoggerFactory = log,
            },
            stop).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable serverEnd = started.Server.ConfigureAwait(false);

        Console.WriteLine($"""
            {accounts.Description}
            Certificate: {certificateFile}
            Listening on {commandLine.Listen}: port {started.StartTlsPort} with {StartTlsCommand}, port {started.TlsPort} with TLS on connect. Ctrl-C stops.
            """);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private int Fail(string problem)
    {
        Console.Error.WriteLine($"{Name}: {problem}");
        return 2;
    }
}
