using MailAuth.Passwords;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MailAuth.Configuration;

/// <summary>
/// A <c>mailauth.json</c> that is read again when it changes, for hosts that run on. A file that is missing (an editor replaces a file by renaming another
/// over it), unreadable or wrong keeps the last good policy, and is logged once. Safe for concurrent use.
/// </summary>
/// <example><code>
/// using var file = new MailAuthConfigurationFile("mailauth.json");
/// await using var engine = new MailAuthenticator(file.Policy, store);
/// file.Changed += engine.Apply;
/// file.Watch();
/// </code></example>
public sealed class MailAuthConfigurationFile : IDisposable
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(5);

    private readonly Lock reloading = new();
    private readonly Func<MailAuthSettings, (MailAuthPolicy? Policy, IReadOnlyList<ConfigurationProblem> Problems)> compile;
    private readonly TimeProvider timeProvider;
    private readonly ILogger logger;
    private readonly ITimer timer;
    private byte[] bytes;
    private bool disposed;
    private volatile MailAuthSettings settings;
    private volatile MailAuthPolicy policy;
    private volatile ConfigurationReload lastReload;

    /// <summary>Reads the file for the first time.</summary>
    /// <param name="path">The path. A relative one is made absolute now.</param>
    /// <param name="schemes">Password schemes besides the core's own: the last one that claims a stored value wins.</param>
    /// <param name="timeProvider">The clock; <see langword="null"/> for the system's.</param>
    /// <param name="loggerFactory">Where it is said that a file could not be used; <see langword="null"/> for nowhere.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="MailAuthConfigurationException">The file is missing, unreadable or wrong; the exception names all that is.</exception>
    public MailAuthConfigurationFile(string path, IEnumerable<IPasswordScheme>? schemes = null, TimeProvider? timeProvider = null, ILoggerFactory? loggerFactory = null)
        : this(path, CompileWith([.. schemes ?? []]), timeProvider, loggerFactory)
    {
    }

    internal MailAuthConfigurationFile(
        string path,
        Func<MailAuthSettings, (MailAuthPolicy? Policy, IReadOnlyList<ConfigurationProblem> Problems)> compile,
        TimeProvider? timeProvider,
        ILoggerFactory? loggerFactory)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = System.IO.Path.GetFullPath(path);
        this.compile = compile;
        this.timeProvider = timeProvider ?? TimeProvider.System;
        logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger("MailAuth.Configuration");

        (byte[]? read, settings) = ReadFile();
        (MailAuthPolicy? compiled, IReadOnlyList<ConfigurationProblem> problems) = compile(settings);
        if (read is null || compiled is null)
        {
            throw new MailAuthConfigurationException(problems);
        }

        bytes = read;
        policy = compiled;
        lastReload = new ConfigurationReload(ConfigurationReloadStatus.Applied, [], this.timeProvider.GetUtcNow());
        timer = this.timeProvider.CreateTimer(static file => ((MailAuthConfigurationFile)file!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Log.Loaded(logger, Path);
    }

    /// <summary>
    /// Raised after each change, with the new policy: in order, never twice at once, and not after <see cref="Dispose"/> has returned. A handler should be quick. What it throws comes out of
    /// <see cref="Reload"/>; a look of <see cref="Watch"/> logs it. The policy is in use all the same.
    /// </summary>
    public event Action<MailAuthPolicy>? Changed;

    /// <summary>The file's absolute path.</summary>
    public string Path { get; }

    /// <summary>The last good policy.</summary>
    public MailAuthPolicy Policy => policy;

    /// <summary>What the last good file said, of which <see cref="Policy"/> was made.</summary>
    public MailAuthSettings Settings => settings;

    /// <summary>The outcome of the last look at the file, the first one included.</summary>
    public ConfigurationReload LastReload => lastReload;

    /// <summary>Begins to look at the file at an interval. Calling it again changes the interval.</summary>
    /// <param name="interval">The interval: 100 milliseconds to 1 day. Default 5 seconds.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is out of range.</exception>
    public void Watch(TimeSpan? interval = null)
    {
        TimeSpan period = interval ?? DefaultInterval;
        ArgumentOutOfRangeException.ThrowIfLessThan(period, TimeSpan.FromMilliseconds(100), nameof(interval));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(period, TimeSpan.FromDays(1), nameof(interval));
        timer.Change(period, period);
    }

    /// <summary>Looks at the file now.</summary>
    /// <returns>The outcome. A file that can't be used is a result, not an exception.</returns>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public ConfigurationReload Reload()
    {
        lock (reloading)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return Load();
        }
    }

    /// <summary>Ends the looking. A change that is being made known is waited for.</summary>
    public void Dispose()
    {
        timer.Dispose();
        lock (reloading)
        {
            disposed = true;
        }
    }

    private static Func<MailAuthSettings, (MailAuthPolicy?, IReadOnlyList<ConfigurationProblem>)> CompileWith(IPasswordScheme[] schemes) =>
        settings => (settings.Compile(schemes, out IReadOnlyList<ConfigurationProblem> problems), problems);

    /// <summary>The timer's look: one that comes while another is still going on is left out.</summary>
    private void Look()
    {
        if (!reloading.TryEnter())
        {
            return;
        }

        try
        {
            if (!disposed)
            {
                Load();
            }
        }
        catch (Exception exception)
        {
            // A handler of Changed failed. On a timer's thread that would end the host; the policy itself is good.
            Log.ApplyFailed(logger, exception, Path);
        }
        finally
        {
            reloading.Exit();
        }
    }

    private ConfigurationReload Load()
    {
        // The whole file is compared, not its time and length: it is small, and a copy may keep both.
        (byte[]? read, MailAuthSettings candidate) = ReadFile();
        if (read is not null && read.AsSpan().SequenceEqual(bytes))
        {
            if (lastReload.Status == ConfigurationReloadStatus.KeptLastGood)
            {
                Log.GoodAgain(logger, Path);
            }

            return Remember(ConfigurationReloadStatus.Unchanged, []);
        }

        (MailAuthPolicy? compiled, IReadOnlyList<ConfigurationProblem> problems) = compile(candidate);
        if (read is null || compiled is null)
        {
            if (!problems.SequenceEqual(lastReload.Problems))
            {
                Log.KeptLastGood(logger, Path, string.Join("; ", problems));
            }

            return Remember(ConfigurationReloadStatus.KeptLastGood, problems);
        }

        bytes = read;
        settings = candidate;
        policy = compiled;
        ConfigurationReload reload = Remember(ConfigurationReloadStatus.Applied, []);
        Log.Loaded(logger, Path);
        Changed?.Invoke(compiled);
        return reload;
    }

    private ConfigurationReload Remember(ConfigurationReloadStatus status, IReadOnlyList<ConfigurationProblem> problems) =>
        lastReload = new ConfigurationReload(status, problems, timeProvider.GetUtcNow());

    private (byte[]? Bytes, MailAuthSettings Settings) ReadFile()
    {
        var problems = new ConfigurationProblems();
        byte[]? read = SettingsFile.Read(Path, problems);
        return (read, MailAuthSettings.Parse(read, Path, problems));
    }
}
