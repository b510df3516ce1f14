using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace MailAuth.Tests.Usage;

/// <summary>A logger that a test reads.</summary>
internal sealed class EventLog : ILogger
{
    private readonly Channel<(int Id, string Message)> events = Channel.CreateUnbounded<(int, string)>();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        events.Writer.TryWrite((eventId.Id, formatter(state, exception)));

    /// <summary>The next event.</summary>
    public ValueTask<(int Id, string Message)> NextAsync() => events.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>The events that nobody has asked for yet.</summary>
    public IReadOnlyList<(int Id, string Message)> Rest()
    {
        var rest = new List<(int, string)>();
        while (events.Reader.TryRead(out (int, string) next))
        {
            rest.Add(next);
        }

        return rest;
    }
}
