using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using MailAuth.Submission;
using MailAuth.Throttling;

namespace MailAuth.Diagnostics;

/// <summary>The meter, the activity source and their instruments: <see cref="MailAuthDiagnostics"/> describes them. One for the process, made by its first long-lived engine.</summary>
internal sealed class Instruments
{
    private const string Status = "mailauth.status";
    private const string Reason = "mailauth.reason";
    private const string Protocol = "mailauth.protocol";
    private const string Phase = "mailauth.phase";
    private const string DryRun = "mailauth.dry_run";
    private const string None = "None";

    private static readonly Lazy<Instruments> OfThisProcess = new(static () => new Instruments());

    /// <summary>A program without long-lived engines says so when it is linked, and has none of this in it.</summary>
    [FeatureSwitchDefinition("MailAuth.Diagnostics.IsSupported")]
    private static bool IsSupported => !AppContext.TryGetSwitch("MailAuth.Diagnostics.IsSupported", out bool isSupported) || isSupported;

    /// <summary>From a cached answer to a login that waited for a slow hash in a long queue.</summary>
    private static readonly InstrumentAdvice<double> Durations = new() { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] };

    private static readonly InstrumentAdvice<double> Delays = new() { HistogramBucketBoundaries = [0.5, 1, 1.25, 2.5, 5, 10, 15, 30, 60] };

    private readonly HashLoad load = new();
    private readonly Counter<long> attempts;
    private readonly Histogram<double> duration;
    private readonly Histogram<double> delay;
    private readonly Counter<long> throttled;
    private readonly Counter<long> hashOperations;
    private readonly Counter<long> hashBusy;
    private readonly Counter<long> cacheLookups;
    private readonly Counter<long> usageDropped;
    private readonly Counter<long> usageLost;
    private readonly Counter<long> sending;

    private Instruments()
    {
        Meter = new Meter(MailAuthDiagnostics.MeterName);
        attempts = Meter.CreateCounter<long>("mailauth.login.attempts", "{login}", "Logins that were decided.");
        duration = Meter.CreateHistogram("mailauth.login.duration", "s", "How long the engine took to decide a login.", tags: null, Durations);
        delay = Meter.CreateHistogram("mailauth.login.delay", "s", "The delays of answers that have one.", tags: null, Delays);
        throttled = Meter.CreateCounter<long>("mailauth.login.throttled", "{login}", "Logins that were not tried, because too much was guessed.");
        hashOperations = Meter.CreateCounter<long>("mailauth.hash.operations", "{operation}", "Hash operations, decoys among them.");
        hashBusy = Meter.CreateCounter<long>("mailauth.hash.busy", "{job}", "What the hash executor had no place for.");
        Meter.CreateObservableUpDownCounter("mailauth.hash.waiting", () => load.Read().Waiting, "{job}", "What waits for the hash executor.");
        Meter.CreateObservableUpDownCounter("mailauth.hash.running", () => load.Read().Running, "{job}", "What the hash executor computes.");
        cacheLookups = Meter.CreateCounter<long>("mailauth.cache.lookups", "{lookup}", "Logins that the cache of verified logins was asked for.");
        usageDropped = Meter.CreateCounter<long>("mailauth.usage.dropped", "{record}", "Usage records that the sink was too slow for.");
        usageLost = Meter.CreateCounter<long>("mailauth.usage.lost", "{record}", "Usage records that could not be written before a shutdown ended.");
        sending = Meter.CreateCounter<long>("mailauth.sending.decisions", "{decision}", "Decisions about senders and recipients.");
    }

    /// <summary>Those of the process. Asking for them makes them.</summary>
    public static Instruments OfProcess => OfThisProcess.Value;

    public Meter Meter { get; }

    public ActivitySource Source { get; } = new(MailAuthDiagnostics.ActivitySourceName);

    /// <summary>The executors whose queues are observed.</summary>
    public HashLoad Load => load;

    /// <summary>Those of an engine.</summary>
    /// <param name="isShortLived">Whether its process has no time to make any, and nobody to read them.</param>
    public static Instruments? Of(bool isShortLived) => IsSupported && !isShortLived ? OfProcess : null;

    /// <summary>Whether anybody listens to logins.</summary>
    public bool SeesLogins => attempts.Enabled || duration.Enabled || delay.Enabled || throttled.Enabled || Source.HasListeners();

    /// <summary>Begins a login's activity; null where nobody wants it.</summary>
    public Activity? StartLogin() => Source.StartActivity("MailAuth.Login");

    /// <summary>A login was decided.</summary>
    /// <param name="activity">Its activity.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="result">The result.</param>
    /// <param name="took">How long it took.</param>
    public void LoginDecided(Activity? activity, MailProtocol protocol, LoginResult result, TimeSpan took)
    {
        TagList tags = new()
        {
            { Status, result.Status.ToString() },
            { Reason, result.Reason.ToString() },
            { Protocol, protocol.ToString() },
            { "mailauth.form", result.Form.ToString() },
            { Phase, result.Phase.ToString() },
            { DryRun, result.DryRunStatus?.ToString() ?? None },
        };
        attempts.Add(1, tags);
        duration.Record(took.TotalSeconds, tags[0], tags[2]);
        if (result.Delay > TimeSpan.Zero)
        {
            delay.Record(result.Delay.TotalSeconds, tags[0]);
        }

        if (result.ThrottleLimit != ThrottleLimit.None)
        {
            throttled.Add(1, new KeyValuePair<string, object?>("mailauth.limit", result.ThrottleLimit.ToString()), tags[2]);
        }

        if (activity is { IsAllDataRequested: true })
        {
            foreach (KeyValuePair<string, object?> tag in tags)
            {
                activity.SetTag(tag.Key, tag.Value);
            }

            // A refusal is the engine at work; a store that is down is a fault.
            if (result.Reason is LoginReason.StoreUnavailable or LoginReason.EngineUnavailable)
            {
                activity.SetStatus(ActivityStatusCode.Error);
            }
        }
    }

    /// <summary>A sender or a recipient was decided on.</summary>
    public void SendingDecided(SubmissionService service, SubmissionDecision decision)
    {
        if (sending.Enabled)
        {
            TagList tags = new()
            {
                { Reason, decision.Reason.ToString() },
                { "mailauth.service", service.ToString() },
                { Phase, decision.Phase.ToString() },
                { DryRun, decision.DryRunReason?.ToString() ?? None },
            };
            sending.Add(1, tags);
        }
    }

    /// <summary>A hash operation begins.</summary>
    public void HashOperation() => hashOperations.Add(1);

    /// <summary>The hash executor has no place for something.</summary>
    public void HashBusy() => hashBusy.Add(1);

    /// <summary>The cache of verified logins was asked.</summary>
    public void CacheLookup(bool isKnown)
    {
        if (cacheLookups.Enabled)
        {
            cacheLookups.Add(1, new KeyValuePair<string, object?>("mailauth.known", isKnown ? "True" : "False"));
        }
    }

    /// <summary>A usage record was dropped.</summary>
    public void UsageDropped() => usageDropped.Add(1);

    /// <summary>Usage records were lost.</summary>
    public void UsageLost(long records) => usageLost.Add(records);
}
