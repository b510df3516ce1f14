using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Samples.Tests.Fail2ban;

/// <summary>What .NET's console logger would print, in one of its forms, without the console.</summary>
internal sealed class ConsoleLog : ILoggerFactory
{
    private readonly ServiceProvider services;
    private readonly ConsoleFormatter formatter;
    private readonly StringWriter text = new();

    private ConsoleLog(string name, Action<ILoggingBuilder> configure)
    {
        services = new ServiceCollection().AddLogging(configure).BuildServiceProvider();
        formatter = services.GetServices<ConsoleFormatter>().Single(one => one.Name == name);
    }

    public string Text => text.ToString();

    /// <summary>The default: two lines an event.</summary>
    public static ConsoleLog Simple() => new(ConsoleFormatterNames.Simple, logging => logging.AddSimpleConsole());

    /// <summary>One line an event, with the time.</summary>
    public static ConsoleLog SingleLine() => new(ConsoleFormatterNames.Simple, logging => logging.AddSimpleConsole(options => (options.SingleLine, options.TimestampFormat) = (true, "yyyy-MM-dd HH:mm:ss ")));

    /// <summary>As services under systemd have it.</summary>
    public static ConsoleLog Systemd() => new(ConsoleFormatterNames.Systemd, logging => logging.AddSystemdConsole());

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose() => services.Dispose();

    private sealed class Category(ConsoleLog log, string name) : ILogger
    {
        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.formatter.Write(new LogEntry<TState>(logLevel, name, eventId, state, exception, formatter), null, log.text);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;
    }
}
