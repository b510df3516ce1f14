using MailAuth.Configuration;
using MailAuth.Usage;
using MailAuth.Usernames;
using Microsoft.Extensions.Logging.Abstractions;

// The doubles that the tests wait on observe the test's token themselves.
#pragma warning disable xUnit1069

namespace MailAuth.Tests.Usage;

/// <summary>Recording while the engine runs: it never waits on the database, at most one batch is lost at a kill, drops are counted.</summary>
public sealed class UsageRecorderTests
{
    /// <summary>Milliseconds after which a test that waits for something has failed: nothing that works takes a second.</summary>
    internal const int Hang = 60_000;

    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    private readonly TimerClock clock = new();
    private readonly ScriptedSink sink = new();
    private readonly EventLog log = new();

    [Fact(Timeout = Hang)]
    public async Task A_record_is_written_when_its_batch_has_waited_long_enough()
    {
        await using UsageRecorder<UsageRecord> recorder = Recorder();
        recorder.Record(Record(1));
        recorder.Record(Record(2));
        await clock.WaitedForAsync(Delay);
        clock.Advance(Delay - TimeSpan.FromTicks(1));
        Assert.False(sink.HasCalls);
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(["1", "2"], await sink.NextCallAsync());
    }

    [Fact(Timeout = Hang)]
    public async Task A_full_batch_is_written_at_once()
    {
        await using UsageRecorder<UsageRecord> recorder = Recorder(batchSize: 3);
        recorder.Record(Record(1));
        await clock.WaitedForAsync(Delay);
        recorder.Record(Record(2));
        Assert.False(sink.HasCalls);
        recorder.Record(Record(3));
        Assert.Equal(["1", "2", "3"], await sink.NextCallAsync());
    }

    [Fact(Timeout = Hang)]
    public async Task At_a_kill_at_most_one_batch_is_not_written()
    {
        // Nobody disposes of this recorder, and the clock stands still.
        UsageRecorder<UsageRecord> recorder = Recorder(batchSize: 10);
        for (int i = 0; i < 37; i++)
        {
            recorder.Record(Record(i));
        }

        for (int batch = 0; batch < 3; batch++)
        {
            Assert.Equal(Enumerable.Range(batch * 10, 10).Select(Name), await sink.NextCallAsync());
        }

        // The rest is a batch that is not full: it waits for the clock.
        await clock.WaitedForAsync(Delay);
        Assert.False(sink.HasCalls);
        clock.Advance(Delay);
        Assert.Equal(["30", "31", "32", "33", "34", "35", "36"], await sink.NextCallAsync());
        await recorder.DisposeAsync();
    }

    [Fact(Timeout = Hang)]
    public async Task Recording_never_waits_for_a_sink_that_hangs_and_what_a_full_channel_drops_is_counted()
    {
        var hang = new TaskCompletionSource();
        sink.Before = _ => hang.Task;
        UsageRecorder<UsageRecord> recorder = Recorder(capacity: 10, batchSize: 5);
        for (int i = 0; i < 5; i++)
        {
            recorder.Record(Record(i));
        }

        await sink.NextCallAsync();
        for (int i = 5; i < 28; i++)
        {
            recorder.Record(Record(i));
        }

        Assert.Equal(13, recorder.Dropped);
        Assert.Empty(sink.Written);
        hang.SetResult();
        await recorder.DisposeAsync();
        Assert.Equal(Enumerable.Range(0, 15).Select(Name), sink.Written);
        Assert.Equal(13, recorder.Dropped);
        Assert.Equal(0, recorder.Lost);
    }

    [Fact(Timeout = Hang)]
    public async Task Drops_are_reported_once_a_minute()
    {
        var hang = new TaskCompletionSource();
        sink.Before = _ => hang.Task;
        UsageRecorder<UsageRecord> recorder = Recorder(capacity: 1, batchSize: 1);
        recorder.Record(Record(1));
        await sink.NextCallAsync();
        recorder.Record(Record(2));
        recorder.Record(Record(3));
        Assert.Equal(1402, (await log.NextAsync()).Id);
        for (int i = 1; i < 1_000; i++)
        {
            // Through the pool's common queue, behind the report that the drop before must not have made.
            var recorded = new TaskCompletionSource();
            ThreadPool.UnsafeQueueUserWorkItem(
                number =>
                {
                    recorder.Record(Record(number));
                    recorded.SetResult();
                },
                i,
                preferLocal: false);
            await recorded.Task;
        }

        clock.Advance(UsageRecorder<UsageRecord>.BetweenDropReports - TimeSpan.FromTicks(1));
        recorder.Record(Record(3));
        clock.Advance(TimeSpan.FromTicks(1));
        recorder.Record(Record(4));
        (int id, string message) = await log.NextAsync();
        Assert.Equal(1402, id);
        Assert.Contains("1002", message, StringComparison.Ordinal);
        Assert.Empty(log.Rest());

        recorder.Record(Record(5));
        hang.SetResult();
        await recorder.DisposeAsync();
        Assert.Contains("1003", Assert.Single(log.Rest()).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Hang)]
    public async Task A_sink_that_fails_is_tried_again_with_the_same_batch_and_ever_longer_pauses()
    {
        sink.Fails = true;
        await using UsageRecorder<UsageRecord> recorder = Recorder(batchSize: 2);
        recorder.Record(Record(1));
        recorder.Record(Record(2));
        TimeSpan pause = UsageRecorder<UsageRecord>.FirstRetry;
        for (int attempt = 1; attempt <= 12; attempt++)
        {
            Assert.Equal(["1", "2"], await sink.NextCallAsync());
            Assert.Equal(1400, (await log.NextAsync()).Id);
            await clock.WaitedForAsync(pause);
            if (attempt == 1)
            {
                recorder.Record(Record(3));
                recorder.Record(Record(4));
            }

            clock.Advance(pause - TimeSpan.FromTicks(1));
            Assert.False(sink.HasCalls);
            sink.Fails = attempt < 12;
            clock.Advance(TimeSpan.FromTicks(1));
            pause = pause * 2 < UsageRecorder<UsageRecord>.LongestRetry ? pause * 2 : UsageRecorder<UsageRecord>.LongestRetry;
        }

        Assert.Equal(["1", "2"], await sink.NextCallAsync());
        Assert.Equal(["3", "4"], await sink.NextCallAsync());
        Assert.Equal(1401, (await log.NextAsync()).Id);
        Assert.Equal(0, recorder.Dropped);
    }

    [Fact(Timeout = Hang)]
    public async Task A_sink_that_throws_before_its_first_wait_is_tried_again_too()
    {
        bool first = true;
        sink.Before = _ =>
        {
            bool fail = first;
            first = false;
            return fail ? throw new OperationCanceledException() : Task.CompletedTask;
        };
        await using UsageRecorder<UsageRecord> recorder = Recorder(batchSize: 1);
        recorder.Record(Record(1));
        await sink.NextCallAsync();
        await clock.WaitedForAsync(UsageRecorder<UsageRecord>.FirstRetry);
        clock.Advance(UsageRecorder<UsageRecord>.FirstRetry);
        Assert.Equal(["1"], await sink.NextCallAsync());
    }

    [Fact(Timeout = Hang)]
    public async Task What_came_in_while_the_sink_was_slow_does_not_wait_for_a_whole_delay_more()
    {
        var slow = new TaskCompletionSource();
        sink.Before = _ => slow.Task;
        await using UsageRecorder<UsageRecord> recorder = Recorder(batchSize: 2);
        recorder.Record(Record(1));
        recorder.Record(Record(2));
        await sink.NextCallAsync();
        recorder.Record(Record(3));
        clock.Advance(Delay);
        slow.SetResult();
        Assert.Equal(["3"], await sink.NextCallAsync());
    }

    [Fact(Timeout = Hang)]
    public async Task What_came_in_while_the_sink_was_at_work_waits_for_its_own_delay()
    {
        var work = new TaskCompletionSource();
        sink.Before = _ => work.Task;
        await using UsageRecorder<UsageRecord> recorder = Recorder();
        recorder.Record(Record(1));
        await clock.WaitedForAsync(Delay);
        clock.Advance(Delay);
        await sink.NextCallAsync();
        recorder.Record(Record(2));
        work.SetResult();
        await clock.WaitedForAsync(Delay);
        Assert.False(sink.HasCalls);
        clock.Advance(Delay);
        Assert.Equal(["2"], await sink.NextCallAsync());
    }

    [Fact(Timeout = Hang)]
    public async Task A_channel_smaller_than_a_batch_is_written_when_it_is_full()
    {
        await using UsageRecorder<UsageRecord> recorder = Recorder(capacity: 2, batchSize: 500);
        recorder.Record(Record(1));
        recorder.Record(Record(2));
        Assert.Equal(["1", "2"], await sink.NextCallAsync());
    }

    [Fact(Timeout = Hang)]
    public async Task Batches_are_written_one_at_a_time_in_order_and_no_larger_than_asked()
    {
        sink.Before = async _ => await Task.Yield();
        UsageRecorder<UsageRecord> recorder = Recorder(capacity: 100_000, batchSize: 7);
        for (int i = 0; i < 5_000; i++)
        {
            recorder.Record(Record(i));
        }

        await recorder.DisposeAsync();
        Assert.Equal(Enumerable.Range(0, 5_000).Select(Name), sink.Written);
        Assert.Equal(7, sink.Largest);
        Assert.False(sink.Overlapped);
    }

    [Fact(Timeout = Hang)]
    public async Task The_loop_does_not_carry_the_first_logins_context()
    {
        var local = new AsyncLocal<string?> { Value = "login" };
        string? seen = "not called";
        sink.Before = _ =>
        {
            seen = local.Value;
            return Task.CompletedTask;
        };
        UsageRecorder<UsageRecord> recorder = Recorder(batchSize: 1);
        recorder.Record(Record(1));
        await sink.NextCallAsync();
        await recorder.DisposeAsync();
        Assert.Null(seen);
    }

    [Theory]
    [InlineData(0, 1, 1_000, "usage.capacity")]
    [InlineData(1_000_001, 1, 1_000, "usage.capacity")]
    [InlineData(1, 0, 1_000, "usage.batchSize")]
    [InlineData(1, 10_001, 1_000, "usage.batchSize")]
    [InlineData(1, 1, 9, "usage.batchDelay")]
    [InlineData(1, 1, 3_600_001, "usage.batchDelay")]
    public void Options_out_of_range_are_refused_by_name(int capacity, int batchSize, int milliseconds, string setting)
    {
        var options = new UsageOptions { Capacity = capacity, BatchSize = batchSize, BatchDelay = TimeSpan.FromMilliseconds(milliseconds) };
        var exception = Assert.Throws<MailAuthConfigurationException>(() => new UsageRecorder<UsageRecord>(sink.WriteAsync, options, clock, NullLogger.Instance));
        Assert.Equal(setting, Assert.Single(exception.Problems).Setting);
    }

    internal static UsageRecord Record(int number) => new()
    {
        Address = Name(number),
        Form = UsernameForm.LocalPart,
        Protocol = MailProtocol.Imap,
        Time = DateTimeOffset.UnixEpoch,
    };

    internal static string Name(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private UsageRecorder<UsageRecord> Recorder(int capacity = 10_000, int batchSize = 500) =>
        new(sink.WriteAsync, new UsageOptions { Capacity = capacity, BatchSize = batchSize, BatchDelay = Delay }, clock, log);
}
