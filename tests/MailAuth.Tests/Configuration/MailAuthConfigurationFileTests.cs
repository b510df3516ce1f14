using System.Collections.Concurrent;
using MailAuth.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace MailAuth.Tests.Configuration;

/// <summary>A reload swaps one immutable policy; a file that is missing, unreadable or invalid keeps the last good one and says so.</summary>
public sealed class MailAuthConfigurationFileTests : IDisposable
{
    private const string Good = """{ "transition": { "timeZone": "Europe/Stockholm", "closed": "2009-09-07" } }""";
    private const string Better = """{ "transition": { "timeZone": "Europe/Stockholm", "closed": "2009-10-01" } }""";

    private readonly string folder = Directory.CreateTempSubdirectory("mailauth").FullName;
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2009, 8, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly CollectedLog log = new();
    private readonly string path;

    public MailAuthConfigurationFileTests()
    {
        path = Path.Combine(folder, "mailauth.json");
        File.WriteAllText(path, Good);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_first_load_gives_the_policy()
    {
        using MailAuthConfigurationFile file = Open();

        Assert.NotNull(file.Policy);
        Assert.Equal(new DateTime(2009, 9, 7), file.Settings.Options?.Transition.Closed);
        Assert.Equal(ConfigurationReloadStatus.Applied, file.LastReload.Status);
        Assert.Equal(clock.GetUtcNow(), file.LastReload.Time);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{ \"usage\": { \"capacity\": 0 } }")]
    public void A_first_load_that_fails_is_an_error(string? text)
    {
        Replace(text);

        var exception = Assert.Throws<MailAuthConfigurationException>(Open);

        ConfigurationProblem problem = Assert.Single(exception.Problems);
        Assert.Equal(path, problem.File);
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_good_file_is_swapped_in_once()
    {
        using MailAuthConfigurationFile file = Open();
        List<MailAuthPolicy> applied = [];
        file.Changed += applied.Add;
        MailAuthPolicy before = file.Policy;
        Replace(Better);

        ConfigurationReload reload = file.Reload();

        Assert.Equal(ConfigurationReloadStatus.Applied, reload.Status);
        Assert.Same(reload, file.LastReload);
        Assert.NotSame(before, file.Policy);
        Assert.Equal([file.Policy], applied);
        Assert.Equal(new DateTime(2009, 10, 1), file.Settings.Options?.Transition.Closed);
        Assert.Equal(ConfigurationReloadStatus.Unchanged, file.Reload().Status);
        Assert.Single(applied);
    }

    [Theory]
    [InlineData(null, "can't be read")]
    [InlineData("", "is empty")]
    [InlineData("{ \"transition\": { \"timeZone\": \"Europe/Stock", "is not JSON")]
    [InlineData("{ \"transition\": { \"closd\": \"2009-10-01\" } }", "did you mean closed?")]
    [InlineData("{ \"usage\": { \"capacity\": 0 } }", "must be from 1 to 1000000")]
    [InlineData("{ \"transition\": { \"timeZone\": \"Europe/Stokholm\", \"closed\": \"2009-10-01\" } }", "Europe/Stokholm")]
    public void A_file_that_cant_be_used_keeps_the_last_good_policy_and_says_so(string? text, string told)
    {
        using MailAuthConfigurationFile file = Open();
        int changes = 0;
        file.Changed += _ => changes++;
        MailAuthPolicy before = file.Policy;
        Replace(text);

        ConfigurationReload reload = file.Reload();

        Assert.Equal(ConfigurationReloadStatus.KeptLastGood, reload.Status);
        Assert.Same(before, file.Policy);
        Assert.Equal(new DateTime(2009, 9, 7), file.Settings.Options?.Transition.Closed);
        Assert.Equal(0, changes);
        Assert.NotEmpty(reload.Problems);
        Assert.All(reload.Problems, problem => Assert.Equal(path, problem.File));
        string line = Assert.Single(log.Lines, static line => line.StartsWith("1501 Error", StringComparison.Ordinal));
        Assert.Contains(told, line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);

        // The same trouble is told once, another one again, and the end of it too.
        file.Reload();
        Assert.Single(log.Lines, static line => line.StartsWith("1501", StringComparison.Ordinal));
        Replace("[]");
        file.Reload();
        Assert.Equal(2, log.Lines.Count(static line => line.StartsWith("1501", StringComparison.Ordinal)));
        Replace(Good);
        Assert.Equal(ConfigurationReloadStatus.Unchanged, file.Reload().Status);
        Assert.Single(log.Lines, static line => line.StartsWith("1503", StringComparison.Ordinal));
        Assert.Same(before, file.Policy);
    }

    [Fact]
    public void A_file_that_cant_be_opened_keeps_the_last_good_policy()
    {
        using MailAuthConfigurationFile file = Open();
        MailAuthPolicy before = file.Policy;
        File.Delete(path);
        Directory.CreateDirectory(path);

        Assert.Equal(ConfigurationReloadStatus.KeptLastGood, file.Reload().Status);
        Assert.Same(before, file.Policy);
    }

    [Fact]
    public void A_file_replaced_by_one_of_the_same_time_and_length_is_noticed()
    {
        using MailAuthConfigurationFile file = Open();
        DateTime written = File.GetLastWriteTimeUtc(path);
        string next = path + ".new";
        File.WriteAllText(next, Good.Replace("09-07", "09-08", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(next, written);
        File.Move(next, path, overwrite: true);

        Assert.Equal(ConfigurationReloadStatus.Applied, file.Reload().Status);
        Assert.Equal(new DateTime(2009, 9, 8), file.Settings.Options?.Transition.Closed);
    }

    [Fact]
    public void A_file_that_is_only_touched_changes_nothing()
    {
        using MailAuthConfigurationFile file = Open();
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddDays(1));

        Assert.Equal(ConfigurationReloadStatus.Unchanged, file.Reload().Status);
    }

    [Fact]
    public void The_timer_looks_at_the_interval_and_survives_a_gap()
    {
        using MailAuthConfigurationFile file = Open();
        List<MailAuthPolicy> applied = [];
        file.Changed += applied.Add;
        Replace(Better);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty(applied);

        file.Watch();
        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Empty(applied);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(applied);

        // An editor that renames: for a moment there is no file.
        Replace(null);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(ConfigurationReloadStatus.KeptLastGood, file.LastReload.Status);
        Assert.Same(applied[0], file.Policy);
        Replace(Good);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(2, applied.Count);
        Assert.Same(applied[1], file.Policy);
    }

    [Fact]
    public void A_handler_that_throws_does_not_end_the_looking()
    {
        using MailAuthConfigurationFile file = Open();
        Action<MailAuthPolicy> fail = static _ => throw new InvalidOperationException("handler");
        file.Changed += fail;
        file.Watch(TimeSpan.FromSeconds(1));
        Replace(Better);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(log.Lines, static line => line.StartsWith("1502", StringComparison.Ordinal));

        file.Changed -= fail;
        MailAuthPolicy before = file.Policy;
        Replace(Good);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotSame(before, file.Policy);
    }

    [Fact]
    public void Nothing_is_looked_at_after_the_end()
    {
        MailAuthConfigurationFile file = Open();
        int changes = 0;
        file.Changed += _ => changes++;
        file.Watch();
        file.Dispose();
        file.Dispose();
        Replace(Better);
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(0, changes);
        Assert.Throws<ObjectDisposedException>(file.Reload);
    }

    [Theory]
    [InlineData(99)]
    [InlineData(86_400_001)]
    public void An_interval_has_its_range(double milliseconds)
    {
        using MailAuthConfigurationFile file = Open();

        Assert.Throws<ArgumentOutOfRangeException>(() => file.Watch(TimeSpan.FromMilliseconds(milliseconds)));
    }

    [Fact]
    public async Task Reloads_at_once_give_each_change_once_and_in_order()
    {
        using MailAuthConfigurationFile file = Open();
        ConcurrentQueue<MailAuthPolicy> applied = [];
        file.Changed += applied.Enqueue;
        Replace(Better);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(file.Reload, TestContext.Current.CancellationToken)));

        Assert.Equal([file.Policy], applied);
    }

    private MailAuthConfigurationFile Open() => new(path, schemes: null, clock, log);

    private void Replace(string? text)
    {
        if (text is null)
        {
            File.Delete(path);
            return;
        }

        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Keeps each log entry as a line: event id, level, message.</summary>
    private sealed class CollectedLog : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{eventId.Id} {logLevel} {formatter(state, exception)}");

        public void Dispose()
        {
        }
    }
}
