using System.Text;
using MailAuth.Usage;
using MailAuth.Usernames;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Win32.SafeHandles;

namespace MailAuth.Tests.Usage;

/// <summary>The log that short-lived processes append to: every record reaches the sink once, whoever is killed when.</summary>
public sealed class UsageLogTests : IDisposable
{
    private static readonly UsageRecord Plain = new()
    {
        Address = "kalle@domain.se",
        Form = UsernameForm.LocalPart,
        Protocol = MailProtocol.Imap,
        Time = new DateTimeOffset(2009, 9, 1, 12, 0, 0, 123, TimeSpan.Zero),
    };

    private readonly string directory = Directory.CreateTempSubdirectory("mailauth").FullName;
    private readonly InMemoryUsageSink sink = new();
    private readonly UsageLog log;

    public UsageLogTests() => log = new UsageLog(directory);

    public static TheoryData<UsageRecord> Records =>
    [
        Plain,
        Plain with { Form = UsernameForm.FullAddress, Protocol = MailProtocol.Other },
        Plain with { Address = "åsa@xn--rksmrgs-5wao1o.se", ClientId = "Outlook \"2007\" \\ ☃ <b> \u0001\t\u007F", ServerName = "mail.domain.se", TlsVersion = "TLSv1.3" },
        Plain with { TlsVersion = "", Inherited = true, DryRunStatus = LoginStatus.TemporarilyUnavailable },
        Plain with { DryRunStatus = LoginStatus.Rejected, Protocol = MailProtocol.ManageSieve },
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Theory]
    [MemberData(nameof(Records))]
    public async Task A_record_comes_back_as_it_was(UsageRecord record)
    {
        Append(record);
        Assert.Equal(new UsageLogFold(1, 0, false), await log.FoldAsync(sink, Token));
        Assert.Equal([record], sink.Snapshot());
    }

    [Fact]
    public async Task What_was_folded_is_gone_and_what_is_appended_afterwards_is_folded_next()
    {
        Append(Plain);
        await log.FoldAsync(sink, Token);
        Assert.Equal(new UsageLogFold(0, 0, false), await log.FoldAsync(sink, Token));
        Append(Plain with { Address = "lisa@domain.se" });
        Assert.Equal(new UsageLogFold(1, 0, false), await log.FoldAsync(sink, Token));
        Assert.Equal(["kalle@domain.se", "lisa@domain.se"], sink.Snapshot().Select(record => record.Address));
        Assert.DoesNotContain(Directory.GetFiles(directory), file => file.EndsWith(".log", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Thousands_of_lines_arrive_in_order()
    {
        UsageRecord[] records = [.. Enumerable.Range(0, 2500).Select(i => Plain with { Address = $"user{i}@domain.se" })];
        Append(records);
        Assert.Equal(2500, (await log.FoldAsync(sink, Token)).Records);
        Assert.Equal(records, sink.Snapshot());
    }

    [Fact]
    public async Task A_sink_that_fails_loses_nothing()
    {
        Append(Plain);
        var failing = new ScriptedSink { Fails = true };
        await Assert.ThrowsAsync<IOException>(async () => await log.FoldAsync(failing, Token));
        failing.Fails = false;
        Assert.Equal(1, (await log.FoldAsync(failing, Token)).Records);
        Assert.Equal(["kalle@domain.se"], failing.Written);
    }

    [Fact]
    public async Task A_line_that_was_cut_off_costs_itself_alone_and_is_kept()
    {
        byte[] line = UsageLog.FormatLine(Plain);
        File.WriteAllBytes(log.Path, [.. line[..30], .. line, .. "nonsense\n"u8, .. new byte[40_000], (byte)'\n', .. line, .. line[..^1]]);
        UsageLogFold fold = await log.FoldAsync(sink, Token);

        // The first whole line hangs on to the one that was cut off.
        Assert.Equal(new UsageLogFold(1, 4, false), fold);
        Assert.Equal([Plain], sink.Snapshot());
        string kept = Assert.Single(Directory.GetFiles(directory, "*.bad"));
        Assert.Contains("nonsense", File.ReadAllText(kept), StringComparison.Ordinal);
        Assert.Equal(new UsageLogFold(0, 0, false), await log.FoldAsync(sink, Token));
    }

    [Fact]
    public async Task Two_do_not_fold_at_once()
    {
        Append(Plain);
        var held = new ScriptedSink();
        var go = new TaskCompletionSource();
        held.Before = _ => go.Task;
        Task<UsageLogFold> first = log.FoldAsync(held, Token).AsTask();
        await held.NextCallAsync();
        Assert.True((await log.FoldAsync(sink, Token)).IsBusy);
        go.SetResult();
        Assert.Equal(1, (await first).Records);
        Assert.Empty(sink.Snapshot());
    }

    [Fact]
    public async Task A_file_that_is_still_being_appended_to_is_waited_for_and_then_left_for_the_next_time()
    {
        var clock = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(3) };
        var waiting = new UsageLog(directory, clock);
        Append(Plain);
        using (SafeFileHandle writer = File.OpenHandle(log.Path, FileMode.Open, FileAccess.Read, FileShare.Read))
        {
            Task<UsageLogFold> folding = waiting.FoldAsync(sink, Token).AsTask();
            clock.Advance(TimeSpan.FromSeconds(1));
            clock.Advance(TimeSpan.FromSeconds(1));
            IOException problem = await Assert.ThrowsAsync<IOException>(() => folding);
            Assert.Contains("still being appended to", problem.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, (await log.FoldAsync(sink, Token)).Records);
    }

    [Fact]
    public async Task A_long_lived_engine_folds_every_minute()
    {
        var clock = new FakeTimeProvider();
        var called = new ScriptedSink();
        await using var engine = new MailAuthenticator(new MailAuthOptions { StateDirectory = directory }, new MailAuth.Accounts.InMemoryAccountStore(), called, timeProvider: clock);
        Append(Plain);
        clock.Advance(UsageLogFolding.Interval);
        Assert.Equal(["kalle@domain.se"], await called.NextCallAsync());
    }

    [Fact]
    public async Task A_short_lived_engine_hands_over_each_record_before_its_login_is_answered_and_a_sink_that_fails_fails_no_login()
    {
        var called = new ScriptedSink();
        var store = new MailAuth.Accounts.InMemoryAccountStore { { "kalle@domain.se", "{PLAIN}secret" } };
        var options = new MailAuthOptions { Passwords = { Executor = { Inline = true }, Rehash = false } };
        await using var engine = new MailAuthenticator(options, store, called);
        var attempt = new LoginAttempt("kalle@domain.se", "secret"u8.ToArray(), new LoginConnection());
        Assert.True((await engine.AuthenticateAsync(attempt, Token)).IsAccepted);
        Assert.Equal(["kalle@domain.se"], called.Written);
        called.Fails = true;
        Assert.True((await engine.AuthenticateAsync(attempt, Token)).IsAccepted);
    }

    private void Append(params UsageRecord[] records) =>
        File.AppendAllText(log.Path, string.Concat(records.Select(record => Encoding.UTF8.GetString(UsageLog.FormatLine(record)))));
}
