using System.Collections.Concurrent;
using MailAuth.Usage;

// The doubles that the tests wait on observe the test's token themselves.
#pragma warning disable xUnit1069

namespace MailAuth.Tests.Usage;

/// <summary>Nothing recorded is lost at a clean shutdown, and a sink that fails does not hold it up for ever.</summary>
public sealed class UsageRecorderShutdownTests
{
    private readonly TimerClock clock = new();
    private readonly ScriptedSink sink = new();
    private readonly EventLog log = new();

    [Fact(Timeout = UsageRecorderTests.Hang)]
    public async Task Nothing_recorded_is_lost_at_a_clean_shutdown()
    {
        UsageRecorder<UsageRecord> recorder = Recorder();
        for (int i = 0; i < 1_234; i++)
        {
            recorder.Record(UsageRecorderTests.Record(i));
        }

        await recorder.DisposeAsync();
        Assert.Equal(Enumerable.Range(0, 1_234).Select(UsageRecorderTests.Name), sink.Written);
        Assert.Equal(0, recorder.Dropped);
        Assert.Equal(0, recorder.Lost);
    }

    [Fact(Timeout = UsageRecorderTests.Hang)]
    public async Task A_batch_that_waits_for_more_is_written_when_disposal_begins()
    {
        UsageRecorder<UsageRecord> recorder = Recorder();
        recorder.Record(UsageRecorderTests.Record(1));
        await clock.WaitedForAsync(TimeSpan.FromSeconds(1));
        await recorder.DisposeAsync();
        Assert.Equal(["1"], sink.Written);
    }

    [Fact]
    public void Synchronous_disposal_writes_everything_too()
    {
        UsageRecorder<UsageRecord> recorder = Recorder();
        recorder.Record(UsageRecorderTests.Record(1));
        recorder.Dispose();
        Assert.Equal(["1"], sink.Written);
        recorder.Dispose();
    }

    [Fact]
    public void A_recorder_that_recorded_nothing_ends_at_once()
    {
        UsageRecorder<UsageRecord> recorder = Recorder();
        Assert.True(recorder.DisposeAsync().AsTask().IsCompletedSuccessfully);
        Assert.False(sink.HasCalls);
    }

    [Fact(Timeout = UsageRecorderTests.Hang)]
    public async Task A_record_after_disposal_is_dropped_and_counted()
    {
        UsageRecorder<UsageRecord> recorder = Recorder();
        await recorder.DisposeAsync();
        recorder.Record(UsageRecorderTests.Record(1));
        Assert.Equal(1, recorder.Dropped);
        Assert.Empty(sink.Written);
    }

    [Fact(Timeout = UsageRecorderTests.Hang)]
    public async Task Of_records_that_race_with_disposal_each_is_written_or_counted()
    {
        for (int round = 0; round < 50; round++)
        {
            var raced = new ScriptedSink();
            var recorder = new UsageRecorder<UsageRecord>(raced.WriteAsync, new UsageOptions { Capacity = 1_000_000, BatchSize = 16 }, clock, log);
            var begun = new TaskCompletionSource();
            int before = 0;
            var certain = new ConcurrentBag<string>();
            bool disposing = false;
            Task[] writers = [.. Enumerable.Range(0, 4).Select(writer => Task.Run(() =>
            {
                for (int i = 0; i < 500; i++)
                {
                    int number = (writer * 1_000) + i;
                    recorder.Record(UsageRecorderTests.Record(number));
                    if (!Volatile.Read(ref disposing))
                    {
                        certain.Add(UsageRecorderTests.Name(number));
                    }

                    if (Interlocked.Increment(ref before) == 700)
                    {
                        begun.SetResult();
                    }
                }
            }))];
            await begun.Task;
            Volatile.Write(ref disposing, true);
            await recorder.DisposeAsync();
            await Task.WhenAll(writers);

            string[] written = raced.Written;
            Assert.Equal(2_000, written.Length + recorder.Dropped);
            Assert.Equal(written.Length, written.Distinct().Count());
            Assert.Empty(certain.Except(written));
        }
    }

    [Fact(Timeout = UsageRecorderTests.Hang)]
    public async Task Disposal_cuts_the_pause_after_a_failure_short()
    {
        sink.Fails = true;
        UsageRecorder<UsageRecord> recorder = Recorder(batchSize: 1);
        recorder.Record(UsageRecorderTests.Record(1));
        await sink.NextCallAsync();
        await clock.WaitedForAsync(UsageRecorder<UsageRecord>.FirstRetry);
        sink.Fails = false;
        await recorder.DisposeAsync();
        Assert.Equal(["1"], sink.Written);
    }

    [Fact(Timeout = UsageRecorderTests.Hang)]
    public async Task Disposal_gives_up_on_a_sink_that_keeps_failing_and_counts_the_loss()
    {
        sink.Fails = true;
        UsageRecorder<UsageRecord> recorder = Recorder(batchSize: 2);
        for (int i = 0; i < 5; i++)
        {
            recorder.Record(UsageRecorderTests.Record(i));
        }

        await sink.NextCallAsync();
        await clock.WaitedForAsync(UsageRecorder<UsageRecord>.FirstRetry);
        Task disposal = recorder.DisposeAsync().AsTask();
        while (!disposal.IsCompleted)
        {
            // However the pauses of the sink and of the disposal fall, both end.
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await disposal;
        Assert.Empty(sink.Written);
        Assert.Equal(5, recorder.Lost);
        Assert.Contains(log.Rest(), entry => entry.Id == 1403 && entry.Message.Contains("5 records", StringComparison.Ordinal));
    }

    [Fact(Timeout = UsageRecorderTests.Hang)]
    public async Task Disposal_tells_a_sink_that_hangs_to_give_up()
    {
        sink.Before = cancellation => Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellation);
        UsageRecorder<UsageRecord> recorder = Recorder(batchSize: 1);
        recorder.Record(UsageRecorderTests.Record(1));
        await sink.NextCallAsync();
        Task disposal = recorder.DisposeAsync().AsTask();
        clock.Advance(UsageRecorder<UsageRecord>.DrainLimit - TimeSpan.FromTicks(1));
        Assert.False(disposal.IsCompleted);
        clock.Advance(TimeSpan.FromTicks(1));
        await disposal;
        Assert.Equal(1, recorder.Lost);
    }

    [Fact(Timeout = UsageRecorderTests.Hang)]
    public async Task Disposal_leaves_a_sink_that_does_not_listen_behind()
    {
        var hang = new TaskCompletionSource();
        sink.Before = _ => hang.Task;
        UsageRecorder<UsageRecord> recorder = Recorder(batchSize: 1);
        recorder.Record(UsageRecorderTests.Record(1));
        await sink.NextCallAsync();
        Task disposal = recorder.DisposeAsync().AsTask();
        clock.Advance(UsageRecorder<UsageRecord>.DrainLimit + UsageRecorder<UsageRecord>.AbandonAfter);
        await disposal;
        Assert.Equal(1, recorder.Lost);
        hang.SetResult();
    }

    [Fact(Timeout = UsageRecorderTests.Hang)]
    public async Task Every_call_of_disposal_waits_for_the_same_end()
    {
        var slow = new TaskCompletionSource();
        sink.Before = _ => slow.Task;
        UsageRecorder<UsageRecord> recorder = Recorder(batchSize: 1);
        recorder.Record(UsageRecorderTests.Record(1));
        await sink.NextCallAsync();
        Task first = recorder.DisposeAsync().AsTask();
        Task second = recorder.DisposeAsync().AsTask();
        Assert.False(first.IsCompleted);
        Assert.False(second.IsCompleted);
        slow.SetResult();
        await first;
        await second;
        Assert.Equal(["1"], sink.Written);
    }

    private UsageRecorder<UsageRecord> Recorder(int batchSize = 500) =>
        new(sink.WriteAsync, new UsageOptions { BatchSize = batchSize }, clock, log);
}
