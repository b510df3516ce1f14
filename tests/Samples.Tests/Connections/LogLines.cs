using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Samples.Tests.Connections;

/// <summary>Keeps what is logged under MailHost, and what the engine says about sending.</summary>
internal sealed class LogLines : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyList<string> Lines => [.. lines];

    public ILogger CreateLogger(string categoryName) =>
        categoryName == "MailAuth.Submission" || categoryName.StartsWith("MailHost", StringComparison.Ordinal) ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Enqueue($"{eventId.Id} {formatter(state, exception)} {exception}".TrimEnd());

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }
}
