using System.Text;
using MailAuth.Diagnostics;
using Microsoft.Extensions.Logging;

namespace MailAuth.CheckPassword;

/// <summary>Keeps what the engine and the store complain of, for one line on standard error. What a login that goes well says is not asked for.</summary>
internal sealed class FaultLog : ILoggerFactory, ILogger
{
    private const int Longest = 1000;

    private readonly StringBuilder text = new();

    /// <summary>The complaints, on one line; null where there was none.</summary>
    public string? Line => text.Length == 0 ? null : text.ToString();

    /// <summary>Guesses, which are no complaints.</summary>
    public EventLog Events { get; } = new();

    public ILogger CreateLogger(string categoryName) => categoryName == MailAuthDiagnostics.AbuseCategory ? Events : this;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel) || text.Length > Longest)
        {
            return;
        }

        text.Append(text.Length == 0 ? "" : "; ").Append(formatter(state, exception));
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            text.Append(": ").Append(cause.Message);
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
