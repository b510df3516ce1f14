using System.Text;
using MailAuth.Diagnostics;
using Microsoft.Extensions.Logging;

namespace MailAuth.CheckPassword;

/// <summary>Keeps what the engine and the store complain of, for one line on standard error. What a login that goes well says is not asked for.</summary>
internal sealed class FaultLog : ILoggerFactory, ILogger
{
    private const int Longest = 1000;

    private readonly List<(LogLevel Level, string Text)> complaints = [];
    private int length;

    /// <summary>The complaints, on one line, each once; null where there was none.</summary>
    public string? Line => Join(LogLevel.Warning);

    /// <summary>Those of them that stand in the way of a login, which a bad line of a file does not; null where there was none.</summary>
    public string? Faults => Join(LogLevel.Error);

    /// <summary>Guesses, which are no complaints.</summary>
    public EventLog Events { get; } = new();

    public ILogger CreateLogger(string categoryName) => categoryName == MailAuthDiagnostics.AbuseCategory ? Events : this;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel) || length > Longest)
        {
            return;
        }

        string text = formatter(state, exception);
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            // An exception that names its cause in its own message has said all.
            text = text.Contains(cause.Message, StringComparison.Ordinal) ? text : $"{text}: {cause.Message}";
        }

        if (!complaints.Exists(known => known.Text == text))
        {
            complaints.Add((logLevel, text));
            length += text.Length;
        }
    }

    /// <summary>Forgets the complaints.</summary>
    public void Clear()
    {
        complaints.Clear();
        length = 0;
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private string? Join(LogLevel least)
    {
        StringBuilder? line = null;
        foreach ((LogLevel level, string text) in complaints)
        {
            if (level >= least)
            {
                line = line is null ? new StringBuilder(text) : line.Append("; ").Append(text);
            }
        }

        return line?.ToString();
    }
}
