using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace MailAuth.Tests.Accounts;

/// <summary>Keeps what is logged.</summary>
internal sealed class RecordingLogger : ILogger
{
    private readonly ConcurrentQueue<(int EventId, string Message)> entries = [];

    public IReadOnlyCollection<(int EventId, string Message)> Entries => entries;

    public IEnumerable<string> Of(int eventId) => entries.Where(entry => entry.EventId == eventId).Select(entry => entry.Message);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        entries.Enqueue((eventId.Id, formatter(state, exception)));
}
