using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using CsCheck;
using MailAuth.Diagnostics;
using MailAuth.Submission;
using MailAuth.Tests.Engine;
using MailAuth.Tests.Passwords;
using MailAuth.Throttling;
using MailAuth.Transition;
using MailAuth.Usage;
using MailAuth.Usernames;
using Microsoft.Extensions.Logging.Abstractions;

namespace MailAuth.Tests.Diagnostics;

/// <summary>What the meter is called, has, and tells; and that nothing of it is a client's text.</summary>
public sealed class MetricsTests : IAsyncDisposable
{
    /// <summary>Every value that a label may have.</summary>
    private static readonly HashSet<string> Bounded =
    [
        .. Enum.GetNames<LoginStatus>(), .. Enum.GetNames<LoginReason>(), .. Enum.GetNames<MailProtocol>(), .. Enum.GetNames<UsernameForm>(), .. Enum.GetNames<TransitionPhase>(), .. Enum.GetNames<ThrottleLimit>(),
        .. Enum.GetNames<SubmissionReason>(), .. Enum.GetNames<SubmissionService>(), "True", "False",
    ];

    private readonly EngineFixture fixture = new(LongLived, throttled: true);

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public void The_instruments_are_the_ones_that_are_documented_with_their_units()
    {
        using var measurements = new Measurements();
        Assert.Equal(MailAuthDiagnostics.MeterName, fixture.Engine.Instruments!.Meter.Name);
        string source = File.ReadAllText(Path.Combine(Repository.Root, "src", "MailAuth", "Diagnostics", "MailAuthDiagnostics.cs"));
        string[] documented = [.. Regex.Matches(source, @"<term><c>(mailauth\.[a-z.]+)</c> \((.+?)\)</term>").Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}").Order(StringComparer.Ordinal)];
        string[] published = [.. measurements.Published.Select(one => $"{one.Name} {one.Unit}").Order(StringComparer.Ordinal)];
        Assert.Equal(12, documented.Length);
        Assert.Equal(documented, published);
        Assert.All(measurements.Published, one => Assert.False(string.IsNullOrEmpty(one.Description)));
    }

    [Fact]
    public async Task A_login_is_counted_with_its_outcome_and_timed_by_the_engines_clock()
    {
        using var measurements = new Measurements();
        fixture.Clock.AutoAdvanceAmount = TimeSpan.FromSeconds(1);
        await fixture.LoginAsync("kalle@domain.se");
        await fixture.LoginAsync("kalle", "wrong", EngineFixture.Connection(serverName: "mail.domain.se") with { Protocol = MailProtocol.Pop3 });
        Assert.Equal(
            [
                "status=Accepted reason=Accepted protocol=Imap form=FullAddress phase=Open dry_run=None",
                "status=Rejected reason=WrongPassword protocol=Pop3 form=LocalPart phase=Open dry_run=None",
            ],
            measurements.Of("mailauth.login.attempts").Select(one => one.Labels));
        IReadOnlyList<Measurement> durations = measurements.Of("mailauth.login.duration");
        Assert.Equal(["status=Accepted protocol=Imap", "status=Rejected protocol=Pop3"], durations.Select(one => one.Labels));
        Assert.All(durations, one => Assert.InRange(one.Value, 1, 10));
    }

    [Fact]
    public async Task What_a_dry_run_would_have_refused_is_told_apart()
    {
        await using var dry = new EngineFixture(options => (options.Passwords.Executor.Inline, options.Transition.DryRun) = (false, true), now: EngineFixture.After);
        using var measurements = new Measurements();
        await dry.LoginAsync("kalle", connection: EngineFixture.Connection(serverName: "mail.domain.se"));
        Assert.Equal("status=Accepted reason=Accepted protocol=Imap form=LocalPart phase=Closed dry_run=Rejected", Assert.Single(measurements.Of("mailauth.login.attempts")).Labels);
    }

    [Fact]
    public async Task Delays_and_throttled_logins_are_counted()
    {
        using var measurements = new Measurements();
        while ((await fixture.LoginAsync("kalle@domain.se", Guid.NewGuid().ToString())).Reason != LoginReason.Throttled)
        {
        }

        Assert.Equal("limit=NameAndNetwork protocol=Imap", Assert.Single(measurements.Of("mailauth.login.throttled")).Labels);
        IReadOnlyList<Measurement> delays = measurements.Of("mailauth.login.delay");
        Assert.Equal([1.25, 2.5, 5], delays.Select(one => one.Value).Distinct().Order());
        Assert.Equal(("status=Rejected", "status=TemporarilyUnavailable"), (delays[0].Labels, delays[^1].Labels));
    }

    [Fact]
    public async Task Hash_operations_are_counted_where_they_are_computed()
    {
        using var measurements = new Measurements();
        await fixture.LoginAsync("nobody@domain.se");
        Assert.Contains(measurements.All, one => one.Name == "mailauth.hash.operations");
    }

    [Fact]
    public async Task What_the_cache_of_verified_logins_knows_and_does_not_is_counted()
    {
        await using var cached = new EngineFixture(options => (options.Passwords.Executor.Inline, options.Passwords.Cache.Lifetime) = (false, TimeSpan.FromHours(1)));
        using var measurements = new Measurements();
        await cached.LoginAsync("kalle@domain.se");
        await cached.LoginAsync("kalle@domain.se");
        await cached.LoginAsync("nobody@domain.se");
        Assert.Equal(["known=False", "known=True"], measurements.Of("mailauth.cache.lookups").Select(one => one.Labels));
    }

    [Fact]
    public async Task What_waits_and_what_runs_is_observed_and_a_full_queue_is_counted()
    {
        var load = new HashLoad();
        await using HeldExecutor held = await HeldExecutor.StartAsync(queueLength: 1, Instruments.OfProcess);
        load.Add(held.Executor);
        Assert.Equal((0, 1), load.Read());
        using var job = new HeldJob();
        job.LetGo();
        Task<bool> waits = held.Executor.RunAsync(job, CancellationToken.None).AsTask();
        Assert.Equal((1, 1), load.Read());
        using var measurements = new Measurements();
        using var another = new HeldJob();
        Assert.False(await held.Executor.RunAsync(another, CancellationToken.None));
        Assert.Equal(1, Assert.Single(measurements.Of("mailauth.hash.busy")).Value);
        held.LetGo();
        Assert.True(await waits);
        load.Remove(held.Executor);
        Assert.Equal((0, 0), load.Read());
        measurements.Observe();
        Assert.Equal(2, measurements.Own.Count(one => one.Name is "mailauth.hash.waiting" or "mailauth.hash.running"));
    }

    [Fact]
    public async Task Usage_records_that_are_dropped_or_lost_are_counted()
    {
        using var measurements = new Measurements();
        var hanging = new TaskCompletionSource();
        var recorder = new UsageRecorder<UsageRecord>(
            async (_, cancellation) => await hanging.Task.WaitAsync(cancellation), new UsageOptions { Capacity = 1, BatchSize = 1 }, fixture.Clock, NullLogger.Instance, Instruments.OfProcess);
        var record = new UsageRecord { Address = "kalle@domain.se", Form = UsernameForm.LocalPart, Protocol = MailProtocol.Imap, Time = EngineFixture.Before };
        while (recorder.Dropped == 0)
        {
            recorder.Record(record);
        }

        Assert.NotEmpty(measurements.Of("mailauth.usage.dropped"));
        Task closing = recorder.DisposeAsync().AsTask();
        while (!closing.IsCompleted)
        {
            fixture.Clock.Advance(UsageRecorder<UsageRecord>.DrainLimit);
            await Task.Yield();
        }

        Assert.Contains(measurements.All, one => one.Name == "mailauth.usage.lost" && one.Value >= 1);
    }

    [Fact]
    public void Decisions_about_sending_are_counted_by_reason_service_and_phase()
    {
        using var measurements = new Measurements();
        fixture.Engine.AuthorizeSending(new SubmissionAttempt("kalle@domain.se", EngineFixture.Connection()) { Service = SubmissionService.Relay, Recipient = "anna@domain.se" });
        Assert.Equal("reason=Inbound service=Relay phase=Open dry_run=None", Assert.Single(measurements.Of("mailauth.sending.decisions")).Labels);
    }

    /// <summary>Names, passwords, server names, client programs, senders: whatever a client sends, the labels are the same few words.</summary>
    [Fact]
    public async Task No_label_is_a_text_that_a_client_chose()
    {
        using var measurements = new Measurements(withActivities: true);
        await Gen.Select(Gen.OneOf(Gen.String, Gen.Const("kalle@domain.se"), Gen.Const("kalle")), Gen.String[0, 20], Gen.String, Gen.Enum<MailProtocol>()).SampleAsync(
            async sent =>
            {
                (string name, string password, string text, MailProtocol protocol) = sent;
                await fixture.LoginAsync(name, password, EngineFixture.Connection(serverName: text) with { Protocol = protocol, ClientId = text, TlsVersion = text }, authzid: text);
                fixture.Engine.AuthorizeSending(new SubmissionAttempt(text, EngineFixture.Connection()) { Recipient = name });
            },
            iter: 300,
            threads: 1);
        Assert.True(measurements.Own.Count > 600);
        Assert.All(measurements.Own.SelectMany(one => one.Tags), tag => Assert.Contains((string)tag.Value!, Bounded));
        Assert.All(measurements.Activities.SelectMany(activity => activity.TagObjects), tag => Assert.Contains((string)tag.Value!, Bounded));
        Assert.True(measurements.Activities.Count >= 300);
    }

    [Fact]
    public async Task Each_login_is_one_activity_with_the_labels_of_the_counter()
    {
        using var measurements = new Measurements(withActivities: true);
        await fixture.LoginAsync("kalle@domain.se");
        System.Diagnostics.Activity activity = Assert.Single(measurements.Activities);
        Assert.Equal("MailAuth.Login", activity.OperationName);
        Assert.Equal(
            "status=Accepted reason=Accepted protocol=Imap form=FullAddress phase=Open dry_run=None", new Measurement("", 0, [.. activity.TagObjects], true).Labels);
        Assert.Empty(activity.Events);
        Assert.Empty(activity.Baggage);
    }

    private static void LongLived(MailAuthOptions options) => options.Passwords.Executor.Inline = false;
}
