using MailAuth.Passwords;

namespace MailAuth.Tests.Passwords;

/// <summary>One executor owns memory, concurrency, the bounded queue and its threads; nobody who waits is lost.</summary>
public class HashExecutorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_runs_on_a_thread_of_the_executor()
    {
        await using var executor = new HashExecutor(new HashExecutorOptions());
        var job = new NotingJob();

        Assert.True(await executor.RunAsync(job, Token));

        Assert.False(job.RanOnPool);
        Assert.Equal("MailAuth hash", job.ThreadName);
    }

    [Fact]
    public async Task An_inline_job_runs_on_the_caller_s_thread_and_is_complete_on_return()
    {
        using var executor = new HashExecutor(new HashExecutorOptions { Inline = true });
        var job = new NotingJob();

        int caller = Environment.CurrentManagedThreadId;
        Task<bool> run = executor.RunAsync(job, Token).AsTask();

        Assert.True(run.IsCompletedSuccessfully);
        Assert.True(await run);
        Assert.Equal(caller, job.ThreadId);
    }

    [Fact]
    public async Task No_more_jobs_run_at_once_than_there_are_threads()
    {
        await using var executor = new HashExecutor(new HashExecutorOptions { Threads = 2, QueueLength = 1 });
        using HeldJob first = new(), second = new(), third = new();
        Task<bool> a = executor.RunAsync(first, Token).AsTask();
        Task<bool> b = executor.RunAsync(second, Token).AsTask();
        Task<bool> c = executor.RunAsync(third, Token).AsTask();
        await first.Started;
        await second.Started;

        // The third takes the only place in the queue, so it has not been admitted.
        Assert.False(await executor.RunAsync(new NotingJob(), Token));
        second.LetGo();
        Assert.True(await b);
        await third.Started;

        first.LetGo();
        third.LetGo();
        Assert.True(await a && await c);
    }

    [Fact]
    public async Task A_job_waits_until_its_memory_fits()
    {
        await using var executor = new HashExecutor(new HashExecutorOptions { Threads = 4, MemoryMiB = 100, QueueLength = 1 });
        using HeldJob first = new(60 * 1024), second = new(40 * 1024), third = new(1);
        Task<bool> a = executor.RunAsync(first, Token).AsTask();
        Task<bool> b = executor.RunAsync(second, Token).AsTask();
        Task<bool> c = executor.RunAsync(third, Token).AsTask();
        await first.Started;
        await second.Started;

        Assert.False(await executor.RunAsync(new NotingJob { Memory = 1 }, Token));
        first.LetGo();
        Assert.True(await a);
        await third.Started;

        second.LetGo();
        third.LetGo();
        Assert.True(await b && await c);
    }

    [Fact]
    public async Task A_job_over_the_budget_runs_alone_and_is_not_overtaken_for_ever()
    {
        await using var executor = new HashExecutor(new HashExecutorOptions { Threads = 4, MemoryMiB = 1, QueueLength = 2 });
        using HeldJob small = new(512), large = new(64 * 1024), behind = new(512);
        Task<bool> a = executor.RunAsync(small, Token).AsTask();
        Task<bool> b = executor.RunAsync(large, Token).AsTask();
        Task<bool> c = executor.RunAsync(behind, Token).AsTask();
        await small.Started;

        Assert.False(await executor.RunAsync(new NotingJob(), Token));
        small.LetGo();
        await large.Started;
        Assert.False(behind.Started.IsCompleted);
        large.LetGo();
        await behind.Started;
        behind.LetGo();

        Assert.True(await a && await b && await c);
    }

    [Fact]
    public async Task Past_the_queue_the_answer_is_busy_at_once()
    {
        await using HeldExecutor held = await HeldExecutor.StartAsync(queueLength: 2);
        Task<bool> first = held.Executor.RunAsync(new NotingJob(), Token).AsTask();
        Task<bool> second = held.Executor.RunAsync(new NotingJob(), Token).AsTask();

        Task<bool> third = held.Executor.RunAsync(new NotingJob(), Token).AsTask();

        Assert.True(third.IsCompletedSuccessfully);
        Assert.False(await third);
        Assert.False(first.IsCompleted || second.IsCompleted);
    }

    [Fact]
    public async Task A_queue_of_length_0_still_lets_idle_threads_work()
    {
        await using var executor = new HashExecutor(new HashExecutorOptions { Threads = 1, QueueLength = 0 });

        Assert.True(await executor.RunAsync(new NotingJob(), Token));
        Assert.True(await executor.RunAsync(new NotingJob(), Token));
    }

    [Fact]
    public async Task Cancellation_takes_a_waiting_job_out_and_makes_room_for_another()
    {
        await using HeldExecutor held = await HeldExecutor.StartAsync(queueLength: 1);
        using var source = new CancellationTokenSource();
        var job = new NotingJob();
        Task<bool> waiting = held.Executor.RunAsync(job, source.Token).AsTask();
        Assert.False(await held.Executor.RunAsync(new NotingJob(), Token));

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, job.ThreadId);
        Assert.False(held.Executor.RunAsync(new NotingJob(), Token).AsTask().IsCompleted);
    }

    [Fact]
    public async Task Cancellation_of_a_large_job_lets_the_small_ones_behind_it_run()
    {
        await using var executor = new HashExecutor(new HashExecutorOptions { Threads = 4, MemoryMiB = 1 });
        using var source = new CancellationTokenSource();
        using HeldJob running = new(512), large = new(2048), small = new(512);
        _ = executor.RunAsync(running, Token).AsTask();
        Task<bool> waiting = executor.RunAsync(large, source.Token).AsTask();
        _ = executor.RunAsync(small, Token).AsTask();
        await running.Started;
        Assert.False(small.Started.IsCompleted);

        await source.CancelAsync();

        await small.Started;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        running.LetGo();
        small.LetGo();
    }

    [Fact]
    public async Task A_running_job_runs_to_its_end_whatever_is_cancelled_and_completes_only_then()
    {
        await using var executor = new HashExecutor(new HashExecutorOptions());
        using var source = new CancellationTokenSource();
        using var job = new HeldJob();
        Task<bool> run = executor.RunAsync(job, source.Token).AsTask();
        await job.Started;

        await source.CancelAsync();

        Assert.False(run.IsCompleted);
        job.LetGo();
        Assert.True(await run);
        Assert.True(job.HasRun);
    }

    [Fact]
    public async Task A_job_cancelled_before_it_is_given_never_runs()
    {
        await using var executor = new HashExecutor(new HashExecutorOptions());
        var job = new NotingJob();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await executor.RunAsync(job, new CancellationToken(canceled: true)));

        Assert.Equal(0, job.ThreadId);
    }

    [Fact]
    public async Task A_shutdown_answers_busy_to_those_that_wait_and_waits_for_those_that_run()
    {
        var executor = new HashExecutor(new HashExecutorOptions { Threads = 1 });
        using var running = new HeldJob();
        var waiting = new NotingJob();
        Task<bool> a = executor.RunAsync(running, Token).AsTask();
        Task<bool> b = executor.RunAsync(waiting, Token).AsTask();
        await running.Started;

        Task closed = executor.DisposeAsync().AsTask();

        Assert.False(await b);
        Assert.False(closed.IsCompleted);
        Assert.False(await executor.RunAsync(new NotingJob(), Token));
        running.LetGo();
        Assert.True(await a);
        await closed;
        Assert.Equal(0, waiting.ThreadId);
        executor.Dispose();
    }

    [Fact]
    public async Task A_job_that_throws_fails_alone()
    {
        await using var executor = new HashExecutor(new HashExecutorOptions { Threads = 1 });

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await executor.RunAsync(new NotingJob { Throws = true }, Token));

        Assert.True(await executor.RunAsync(new NotingJob(), Token));
    }

    [Fact]
    public async Task A_thousand_jobs_at_once_are_all_answered_and_each_accepted_one_runs_once()
    {
        await using var executor = new HashExecutor(new HashExecutorOptions { Threads = 3, MemoryMiB = 1, QueueLength = 400 });
        NotingJob[] jobs = [.. Enumerable.Range(0, 1000).Select(i => new NotingJob { Memory = i % 700 })];

        bool[] ran = await Task.WhenAll(jobs.Select(job => Task.Run(async () => await executor.RunAsync(job, Token), Token)));

        Assert.Equal(jobs.Select(job => job.Runs), ran.Select(one => one ? 1 : 0));
        Assert.InRange(ran.Count(one => one), 1, 1000);
    }

    private sealed class NotingJob : HashJob
    {
        public int Memory { get; init; }

        public bool Throws { get; init; }

        public int Runs { get; private set; }

        public int ThreadId { get; private set; }

        public string? ThreadName { get; private set; }

        public bool RanOnPool { get; private set; }

        public override int MemoryKiB => Memory;

        public override void Run(HashExecutor executor)
        {
            Runs++;
            ThreadId = Environment.CurrentManagedThreadId;
            ThreadName = Thread.CurrentThread.Name;
            RanOnPool = Thread.CurrentThread.IsThreadPoolThread;
            if (Throws)
            {
                throw new InvalidOperationException();
            }
        }
    }
}
