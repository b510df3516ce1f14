using System.Collections.Concurrent;
using MailAuth.Usage;
using MailAuth.Usernames;

namespace MailAuth.CheckPassword.Tests;

/// <summary>Appending while somebody folds: every record arrives, once.</summary>
public sealed class UsageLogSinkTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("mailauth").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact(Timeout = 120_000)]
    public async Task No_record_is_lost_or_doubled_however_often_the_log_is_folded_meanwhile()
    {
        const int Writers = 4, Each = 500;
        CancellationToken token = TestContext.Current.CancellationToken;
        var folded = new InMemoryUsageSink();
        var log = new UsageLog(directory);
        int foldings = 0;
        var written = new ConcurrentBag<string>();
        Task[] writers = [.. Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var sink = new UsageLogSink(directory);
            for (int i = 0; i < Each || Volatile.Read(ref foldings) < 3; i++)
            {
                written.Add($"{writer}-{i}@domain.se");
                await sink.WriteAsync(new[] { Record($"{writer}-{i}@domain.se") }, token);
            }
        }, token))];
        Task all = Task.WhenAll(writers);
        while (!all.IsCompleted)
        {
            await log.FoldAsync(folded, token);
            Interlocked.Increment(ref foldings);
        }

        await all;

        // A process that another test is starting may hold a copy of the lock for a moment.
        while ((await log.FoldAsync(folded, token)).IsBusy)
        {
            await Task.Yield();
        }

        Assert.Equal(written.Order(StringComparer.Ordinal), folded.Snapshot().Select(record => record.Address).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_log_that_is_being_folded_is_not_appended_to_but_another_begun()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        var sink = new UsageLogSink(directory);
        await sink.WriteAsync(new[] { Record("first@domain.se") }, token);
        var folded = new InMemoryUsageSink();
        var during = new DuringSink(folded, () => sink.WriteAsync(new[] { Record("second@domain.se") }, token));
        await new UsageLog(directory).FoldAsync(during, token);
        Assert.Equal(["first@domain.se"], folded.Snapshot().Select(record => record.Address));
        await new UsageLog(directory).FoldAsync(folded, token);
        Assert.Equal(["first@domain.se", "second@domain.se"], folded.Snapshot().Select(record => record.Address));
    }

    [Fact]
    public async Task What_a_killed_process_has_left_of_its_line_costs_nobody_elses()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(Path.Combine(directory, UsageLog.FileName), "\n{\"time\":\"2009-09-", token);
        await new UsageLogSink(directory).WriteAsync(new[] { Record("kalle@domain.se") }, token);
        var folded = new InMemoryUsageSink();
        Assert.Equal(new UsageLogFold(1, 1, false), await new UsageLog(directory).FoldAsync(folded, token));
        Assert.Equal("kalle@domain.se", Assert.Single(folded.Snapshot()).Address);
    }

    [Fact]
    public async Task A_directory_that_is_not_there_is_named()
    {
        IOException problem = await Assert.ThrowsAsync<IOException>(async () => await new UsageLogSink("/nowhere/at/all").WriteAsync(new[] { Record("x@domain.se") }, TestContext.Current.CancellationToken));
        Assert.Contains("/nowhere/at/all/usage.log", problem.Message, StringComparison.Ordinal);
    }

    private static UsageRecord Record(string address) => new()
    {
        Address = address, Form = UsernameForm.FullAddress, Protocol = MailProtocol.Imap, Time = new DateTimeOffset(2009, 9, 1, 12, 0, 0, TimeSpan.Zero),
    };

    private sealed class DuringSink(IUsageSink inner, Func<ValueTask> act) : IUsageSink
    {
        public async ValueTask WriteAsync(ReadOnlyMemory<UsageRecord> batch, CancellationToken cancellationToken)
        {
            await act();
            await inner.WriteAsync(batch, cancellationToken);
        }
    }
}
