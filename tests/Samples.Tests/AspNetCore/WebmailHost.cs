using System.Collections.Concurrent;
using System.Net;
using AspNetCore;
using MailAuth.Usage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Samples.Tests.Connections;

namespace Samples.Tests.AspNetCore;

/// <summary>samples/AspNetCore on a free port of loopback, with a configuration and accounts of its own, a clock that stands, and everything that it logs.</summary>
internal sealed class WebmailHost : IAsyncDisposable
{
    public const string Password = "sommar+&%=\"åäö";

    private readonly string directory = Directory.CreateTempSubdirectory("mailauth-webmail-").FullName;
    private readonly Recorder recorder = new();

    private WebmailHost(DateTimeOffset now) => Time = new WatchedTime(now);

    public static DateTimeOffset Warn { get; } = new(2009, 8, 24, 10, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Closed { get; } = new(2009, 9, 8, 10, 0, 0, TimeSpan.Zero);

    public WatchedTime Time { get; }

    public WebApplication Application { get; private set; } = null!;

    public string Log => string.Join('\n', recorder.Lines);

    public IReadOnlyList<UsageRecord> Usage => [.. recorder.Records];

    /// <summary>The port of the address that begins so.</summary>
    public int Port(string scheme = "https") => Application.Urls.Select(url => new Uri(url)).Single(url => url.Scheme == scheme).Port;

    public static async Task<WebmailHost> StartAsync(DateTimeOffset? now = null, string throttle = """{ "longestDelay": "0s" }""", params string[] arguments)
    {
        var host = new WebmailHost(now ?? Warn);
        await File.WriteAllTextAsync(Path.Combine(host.directory, "users"), $"""
            kalle@domain.se:{"{PLAIN}"}{Password}
            kalle@kund.se:{"{PLAIN}"}annat
            stängd@domain.se:{"{PLAIN}"}{Password}:::::nologin
            """ + "\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(host.directory, "mailauth.json"), $$"""
            {
              "usernames": { "hostedDomains": [ "domain.se", "kund.se" ], "serverNames": [ { "name": "webmail.{domain}" } ], "bareUsernames": "localPart" },
              "transition": { "timeZone": "Europe/Stockholm", "warn": "2009-08-24", "closed": "2009-09-07" },
              "throttle": {{throttle}},
              "store": { "passwdFile": "users" }
            }
            """, TestContext.Current.CancellationToken);
        host.Application = Webmail.Create(
            ["--contentRoot", host.directory, "--environment", "Development", "--urls", "https://127.0.0.1:0", .. arguments],
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(host.Time);
                builder.Services.AddMailAuth().UseUsageSink(_ => host.recorder);
                builder.Services.Replace(ServiceDescriptor.Singleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider()));
                builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(host.recorder);
            });
        await host.Application.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    /// <summary>A browser that finds the host under this name.</summary>
    public Browser Open(string serverName = "webmail.domain.se") => new(Port(), serverName);

    public async ValueTask DisposeAsync()
    {
        await Application.StopAsync(CancellationToken.None);
        await Application.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    /// <summary>Keeps everything that is logged, and the records of logins.</summary>
    private sealed class Recorder : ILoggerProvider, ILogger, IUsageSink
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ConcurrentQueue<UsageRecord> Records { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{logLevel} {eventId.Id} {formatter(state, exception)} {exception}");

        public ValueTask WriteAsync(ReadOnlyMemory<UsageRecord> batch, CancellationToken cancellationToken)
        {
            foreach (UsageRecord record in batch.Span)
            {
                Records.Enqueue(record);
            }

            return ValueTask.CompletedTask;
        }

        public void Dispose()
        {
        }
    }
}
