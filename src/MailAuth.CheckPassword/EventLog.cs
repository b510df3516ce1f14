using Microsoft.Extensions.Logging;

namespace MailAuth.CheckPassword;

/// <summary>Keeps the line of a guess, where <c>throttle.events</c> asks for it: see <see cref="Diagnostics.MailAuthDiagnostics.AbuseCategory"/>.</summary>
internal sealed class EventLog : ILogger
{
    /// <summary>Whether it is asked for.</summary>
    public bool IsOn { get; set; }

    /// <summary>The line; null where there was no guess, or nobody asks for it.</summary>
    public string? Line { get; private set; }

    public bool IsEnabled(LogLevel logLevel) => IsOn;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsOn)
        {
            Line = formatter(state, exception);
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;
}
