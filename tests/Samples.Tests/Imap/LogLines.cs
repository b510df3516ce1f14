using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Samples.Tests.Imap;

/// <summary>Keeps what is logged under MailHost.</summary>
internal sealed class LogLines : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<string> lines = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> waits = new();

    public IReadOnlyList<string> Lines => [.. lines];

    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith("MailHost", StringComparison.Ordinal) ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        string line = $"{eventId.Id} {formatter(state, exception)} {exception}".TrimEnd();
        lines.Enqueue(line);
        foreach ((string start, TaskCompletionSource wait) in waits)
        {
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                wait.TrySetResult();
            }
        }
    }

    /// <summary>Completes when a line that starts so has been logged.</summary>
    public Task WaitForAsync(string start)
    {
        TaskCompletionSource wait = waits.GetOrAdd(start, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (lines.Any(line => line.StartsWith(start, StringComparison.Ordinal)))
        {
            wait.TrySetResult();
        }

        return wait.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

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
