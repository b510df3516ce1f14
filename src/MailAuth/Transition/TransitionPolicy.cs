using System.Net;
using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.Usernames;

namespace MailAuth.Transition;

/// <summary>
/// The compiled <see cref="TransitionOptions"/>. Immutable and pure: the time is in the query, and no time zone is asked when it decides.
/// Phase, brownouts, ramp, ratchet and dry run are those of the account's own domain where <see cref="TransitionOptions.Domains"/> lists it, else the host's.
/// </summary>
public sealed class TransitionPolicy
{
    private readonly CompiledTimeline host;
    private readonly Dictionary<string, CompiledTimeline>.AlternateLookup<ReadOnlySpan<char>> domains;
    private readonly CompiledOverride[] overrides;
    private readonly ulong rampSeed;

    /// <summary>Checks and compiles options.</summary>
    /// <param name="options">The options; later changes to them change nothing.</param>
    /// <exception cref="MailAuthConfigurationException">The options are wrong; the exception names all that is.</exception>
    public TransitionPolicy(TransitionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new ConfigurationProblems();
        TransitionPolicy compiled = Compile(options, new UsernameNormalizer(new UsernameOptions()), problems);
        if (problems.Any)
        {
            throw new MailAuthConfigurationException(problems.All);
        }

        (host, domains, overrides, rampSeed) = (compiled.host, compiled.domains, compiled.overrides, compiled.rampSeed);
    }

    private TransitionPolicy(TransitionCompiler compiler)
    {
        host = compiler.Host();
        domains = compiler.Domains().GetAlternateLookup<ReadOnlySpan<char>>();
        overrides = compiler.Overrides();
        rampSeed = compiler.RampSeed();
    }

    /// <summary>Whether any domain has a ratchet, which needs somebody to keep when bare usernames were last used.</summary>
    internal bool HasRatchet => host.Ratchet is not null || domains.Dictionary.Values.Any(static timeline => timeline.Ratchet is not null);

    /// <summary>
    /// Decides whether a form may be used. A full username always may. For a bare one the first of these decides: the override that is kept with
    /// the account, the overrides of the options in their order, the cutover, the ratchet, a brownout, the ramp. An override that says
    /// <see cref="BareUsernameRule.Inherit"/> ends the search for one and leaves the decision to the dates. In a dry run the same is computed and the login goes on.
    /// </summary>
    /// <param name="query">What the decision depends on.</param>
    /// <returns>The decision.</returns>
    /// <exception cref="ArgumentException">The query has no address.</exception>
    public TransitionDecision Decide(in TransitionQuery query)
    {
        ArgumentException.ThrowIfNullOrEmpty(query.Address);
        int at = query.Address.LastIndexOf('@');
        ReadOnlySpan<char> domain = at < 0 ? [] : query.Address.AsSpan(at + 1);
        CompiledTimeline timeline = TimelineOf(domain);
        long now = query.Now.UtcTicks;
        TransitionPhase phase = timeline.Calendar.PhaseAt(now);
        if (query.Form == UsernameForm.FullAddress)
        {
            return new TransitionDecision { IsAllowed = true, Reason = LoginReason.Accepted, Phase = phase };
        }

        (BareUsernameRule? said, string? rule) = Override(query, domain, now);
        if (said == BareUsernameRule.Allow)
        {
            // Whoever made the exception knows; its user has nothing to change.
            return new TransitionDecision { IsAllowed = true, Reason = LoginReason.Accepted, Phase = phase, Rule = rule };
        }

        LoginReason refusal = LoginReason.BareUsernameOverridden;
        if (said != BareUsernameRule.Refuse)
        {
            (refusal, rule) = Refusal(timeline, phase, query, now);
        }

        bool isRefused = refusal != LoginReason.None;
        bool isAllowed = !isRefused || timeline.DryRun;
        return new TransitionDecision
        {
            IsAllowed = isAllowed,
            Reason = isAllowed ? LoginReason.Accepted : refusal,
            Phase = phase,
            Rule = rule,
            DryRunReason = isRefused && timeline.DryRun ? refusal : null,
            Inherited = said == BareUsernameRule.Inherit,
            ShouldWarn = isAllowed && phase == TransitionPhase.Warn,
        };
    }

    /// <summary>The phase of a domain, by its dates alone: a dry run changes nothing here.</summary>
    /// <param name="domain">A canonical domain; <see langword="null"/> for the host's own dates.</param>
    /// <param name="now">The time.</param>
    /// <returns>The phase.</returns>
    public TransitionPhase PhaseAt(string? domain, DateTimeOffset now) => TimelineOf(domain).Calendar.PhaseAt(now.UtcTicks);

    /// <summary>Whether a brownout is on, by a domain's calendar. Always <see langword="false"/> in a dry run and outside <see cref="TransitionPhase.Warn"/>.</summary>
    /// <param name="domain">A canonical domain; <see langword="null"/> for the host's own dates.</param>
    /// <param name="now">The time.</param>
    /// <returns>Whether a brownout is on.</returns>
    public bool IsBrownoutAt(string? domain, DateTimeOffset now)
    {
        CompiledTimeline timeline = TimelineOf(domain);
        return !timeline.DryRun && timeline.Calendar.BrownoutAt(now.UtcTicks) is not null;
    }

    /// <summary>The cutover of a domain: what a notice tells its users. A dry run changes nothing here.</summary>
    /// <param name="domain">A canonical domain; <see langword="null"/> for the host's own dates.</param>
    /// <returns>The instant, with the offset of the domain's time zone, so that its date is the one that was set; <see langword="null"/> for never.</returns>
    public DateTimeOffset? ClosesAt(string? domain) => TimelineOf(domain).Calendar.Closed?.Local;

    /// <summary>When a domain's calendar changes next: a phase, a brownout or a step of the ramp begins or ends. Overrides and the ratchet do not count.</summary>
    /// <param name="domain">A canonical domain; <see langword="null"/> for the host's own dates.</param>
    /// <param name="now">The time.</param>
    /// <returns>The first such instant after <paramref name="now"/>, in UTC; <see langword="null"/> where there is none.</returns>
    public DateTimeOffset? NextChange(string? domain, DateTimeOffset now) =>
        TimelineOf(domain).Calendar.NextChange(now.UtcTicks) is { } next ? new DateTimeOffset(next, TimeSpan.Zero) : null;

    /// <summary>Checks and compiles; reports to <paramref name="problems"/> under <c>transition.…</c> and then gives something harmless.</summary>
    internal static TransitionPolicy Compile(TransitionOptions options, UsernameNormalizer normalizer, ConfigurationProblems problems)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new TransitionPolicy(new TransitionCompiler(options, normalizer, problems));
    }

    /// <summary>The timeline of a canonical domain; the host's for an empty one.</summary>
    internal CompiledTimeline TimelineOf(ReadOnlySpan<char> domain) =>
        domains.Dictionary.Count > 0 && domains.TryGetValue(domain, out CompiledTimeline? timeline) ? timeline : host;

    /// <summary>What the first override that applies says, and its rule; null where none applies.</summary>
    private (BareUsernameRule? Said, string? Rule) Override(in TransitionQuery query, ReadOnlySpan<char> domain, long now)
    {
        if (query.AccountOverride is { } kept && (kept.Until is not { } until || now < until.UtcTicks))
        {
            return (kept.BareUsername, "account.override");
        }

        if (overrides.Length > 0)
        {
            IPAddress? remoteAddress = query.RemoteAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : query.RemoteAddress;
            foreach (CompiledOverride candidate in overrides)
            {
                if (candidate.Applies(query.Address, domain, remoteAddress, query.Protocol, now))
                {
                    return (candidate.BareUsername, candidate.Setting);
                }
            }
        }

        return (null, null);
    }

    /// <summary>Why the dates refuse a bare username, and the setting; none where they do not.</summary>
    private (LoginReason Reason, string? Rule) Refusal(CompiledTimeline timeline, TransitionPhase phase, in TransitionQuery query, long now)
    {
        TransitionCalendar calendar = timeline.Calendar;
        if (phase == TransitionPhase.Closed)
        {
            return (LoginReason.BareUsernameClosed, calendar.Closed?.Setting);
        }

        if (timeline.Ratchet is { } ratchet && query.BareUsernameLastUsed is { } lastUsed && now - lastUsed.UtcTicks >= ratchet)
        {
            return (LoginReason.BareUsernameRatcheted, timeline.RatchetSetting);
        }

        if (calendar.BrownoutAt(now) is { } brownout)
        {
            return (LoginReason.Brownout, brownout);
        }

        return calendar.RampStepAt(now) is { } step && Ramp.Standing(rampSeed, query.Address) < step.Percent
            ? (LoginReason.BareUsernameRamped, step.Setting)
            : (LoginReason.None, null);
    }
}
