using MailAuth.Passwords;
using MailAuth.Tests.Accounts;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Win32.SafeHandles;

namespace MailAuth.Tests.Passwords;

/// <summary>Short-lived processes share a number of locked slots; bounded wait, then temporary failure, and never a hash without a slot.</summary>
public sealed class HashSlotsTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("mailauth-slots").FullName;
    private readonly FakeTimeProvider clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void There_are_as_many_slots_as_said_and_each_is_free_again_when_it_is_given_back()
    {
        HashSlots slots = Slots(2);
        using SafeFileHandle? first = slots.Take(wait: false, out _, Token);
        SafeFileHandle? second = slots.Take(wait: false, out _, Token);
        Assert.NotNull(first);
        Assert.NotNull(second);

        Assert.Null(Slots(2).Take(wait: false, out string? problem, Token));
        Assert.Null(problem);

        second.Dispose();
        using SafeFileHandle? third = Slots(2).Take(wait: false, out _, Token);
        Assert.NotNull(third);
    }

    [Fact]
    public void Who_waits_gets_a_slot_when_one_is_given_back()
    {
        SafeFileHandle holder = Slots(1).Take(wait: false, out _, Token)!;
        int pauses = 0;
        HashSlots slots = Slots(1);
        slots.Pause = (time, _) =>
        {
            clock.Advance(time);
            if (++pauses == 3)
            {
                holder.Dispose();
            }
        };

        using SafeFileHandle? slot = slots.Take(wait: true, out _, Token);

        Assert.NotNull(slot);
        Assert.Equal(3, pauses);
    }

    [Fact]
    public void The_wait_is_bounded_and_its_pauses_grow()
    {
        using SafeFileHandle? holder = Slots(1).Take(wait: false, out _, Token);
        var pauses = new List<TimeSpan>();
        HashSlots slots = Slots(1);
        slots.Pause = (time, _) =>
        {
            pauses.Add(time);
            clock.Advance(time);
        };

        Assert.Null(slots.Take(wait: true, out string? problem, Token));

        Assert.Null(problem);
        TimeSpan waited = pauses.Aggregate((sum, pause) => sum + pause);
        Assert.InRange(waited, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10.1));
        Assert.True(pauses[^1] >= TimeSpan.FromMilliseconds(32) && pauses[0] < TimeSpan.FromMilliseconds(10));
    }

    [Fact]
    public async Task Cancelling_ends_the_wait()
    {
        using SafeFileHandle? holder = Slots(1).Take(wait: false, out _, Token);
        using var source = new CancellationTokenSource();
        HashSlots slots = Slots(1);
        slots.Pause = (_, _) => source.Cancel();

        Assert.Null(slots.Take(wait: true, out _, source.Token));

        using var executor = Executor(directory);
        await Assert.ThrowsAsync<TaskCanceledException>(async () => await executor.RunAsync(new HeldJob(), source.Token));
    }

    [Fact]
    public async Task Without_a_free_slot_nothing_runs_and_the_login_is_temporarily_unavailable()
    {
        using SafeFileHandle? holder = Slots(1).Take(wait: false, out _, Token);
        using var executor = Executor(directory);
        using var job = new HeldJob();
        job.LetGo();

        Assert.False(await executor.RunAsync(job, Token));
        Assert.False(job.HasRun);

        holder!.Dispose();
        Assert.True(await executor.RunAsync(job, Token));
        Assert.True(job.HasRun);
    }

    [Fact]
    public async Task A_job_holds_its_slot_while_it_runs_and_no_longer()
    {
        using var executor = Executor(directory);
        bool free = true;
        Assert.True(await executor.RunAsync(new ActingJob(() => free = Slots(1).Take(wait: false, out _, Token) is not null), Token));
        Assert.False(free);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await executor.RunAsync(new ActingJob(() => throw new InvalidOperationException()), Token));

        using SafeFileHandle? after = Slots(1).Take(wait: false, out _, Token);
        Assert.NotNull(after);
    }

    [Fact]
    public async Task Where_slots_cannot_be_used_nothing_runs_and_the_log_says_why()
    {
        var logger = new RecordingLogger();
        using var executor = new HashExecutor(new HashExecutorOptions { Inline = true, SlotWait = TimeSpan.FromSeconds(60) }, clock, logger, Path.Combine(directory, "absent"));
        using var job = new HeldJob();
        job.LetGo();

        Assert.False(await executor.RunAsync(job, Token));

        Assert.False(job.HasRun);
        string line = Assert.Single(logger.Of(1200));
        Assert.Contains("absent", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_right_password_of_a_cheap_scheme_takes_no_slot_and_a_rehash_waits_for_none()
    {
        var policy = new TestPolicy(options => options.Executor = new HashExecutorOptions { Inline = true });
        using var executor = new HashExecutor(new HashExecutorOptions { Inline = true, Slots = 1, SlotWait = TimeSpan.FromSeconds(60) }, stateDirectory: directory);
        using SafeFileHandle? holder = Slots(1).Take(wait: false, out _, Token);
        var account = new MailAuth.Accounts.Account("kalle@domain.se", TestPolicy.Plain);

        PasswordOutcome outcome = await policy.Policy.VerifyAsync(account, "secret"u8.ToArray(), executor, Token);
        string? rehashed = await policy.Policy.RehashAsync(account, outcome, "secret"u8.ToArray(), executor, Token);

        Assert.Equal((PasswordVerdict.Match, true), (outcome.Verdict, outcome.RehashDue));
        Assert.Null(rehashed);
    }

    /// <summary>The kernel releases the lock of a process that is killed.</summary>
    [Fact(Timeout = 120_000)]
    public async Task A_slot_of_another_process_is_taken_and_is_free_when_that_process_is_killed()
    {
        using SlotHolder first = await SlotHolder.StartAsync(directory, 2).WaitAsync(TestContext.Current.CancellationToken);
        using SlotHolder second = await SlotHolder.StartAsync(directory, 2).WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("held", "held"), (first.Said, second.Said));
        Assert.Null(Slots(2).Take(wait: false, out string? problem, Token));
        Assert.Null(problem);

        await first.KillAsync();

        using SafeFileHandle? slot = Slots(2).Take(wait: false, out _, Token);
        Assert.NotNull(slot);
        Assert.Null(Slots(2).Take(wait: false, out _, Token));
    }

    /// <summary>The processes may be of several users. What a process of root's has made is the directory's owner's too; only root can see that here.</summary>
    [Theory]
    [InlineData(0b111_000_000, 0b110_000_000)]
    [InlineData(0b111_111_000, 0b110_110_000)]
    [InlineData(0b111_111_111, 0b110_110_110)]
    public void A_slot_is_for_all_who_may_write_to_the_directory(int ofDirectory, int ofSlot)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(directory, (UnixFileMode)ofDirectory);
        var owner = new FileOwner(12_345, 54_321, 0);
        Assert.Equal(Environment.IsPrivilegedProcess, owner.TryGive(directory));

        using SafeFileHandle? slot = Slots(1).Take(wait: false, out _, Token);

        string path = Assert.Single(Directory.GetFiles(directory));
        Assert.Equal((UnixFileMode)ofSlot, File.GetUnixFileMode(path));
        Assert.Equal(FileOwner.Of(directory)?.User, FileOwner.Of(path)?.User);
    }

    private static HashExecutor Executor(string directory) =>
        new(new HashExecutorOptions { Inline = true, Slots = 1, SlotWait = TimeSpan.Zero }, stateDirectory: directory);

    private HashSlots Slots(int count) => new(directory, count, TimeSpan.FromSeconds(10), clock) { Pause = static (_, _) => Assert.Fail("nobody was to wait") };

    private sealed class ActingJob(Action act) : HashJob
    {
        public override int MemoryKiB => 0;

        public override void Run(HashExecutor executor) => act();
    }
}
