using MailAuth.Transition;

namespace MailAuth.Tests.Transition;

/// <summary>Phases are dated and half-open: Open, from the first tick of warn on Warn, from the first tick of closed on Closed.</summary>
public sealed class PhaseTests
{
    private static readonly DateTimeOffset Warn = Timelines.Utc("2009-08-23T22:00:00Z");

    private readonly TransitionPolicy policy = new(Timelines.Dates());

    public static TheoryData<DateTimeOffset, TransitionPhase> Boundaries() => new()
    {
        { DateTimeOffset.MinValue, TransitionPhase.Open },
        { Warn.AddTicks(-1), TransitionPhase.Open },
        { Warn, TransitionPhase.Warn },
        { Timelines.Cutover.AddTicks(-1), TransitionPhase.Warn },
        { Timelines.Cutover, TransitionPhase.Closed },
        { DateTimeOffset.MaxValue, TransitionPhase.Closed },
    };

    [Theory]
    [MemberData(nameof(Boundaries))]
    public void A_phase_begins_at_the_tick_of_its_date(DateTimeOffset now, TransitionPhase phase)
    {
        Assert.Equal(phase, policy.PhaseAt(null, now));
        Assert.Equal(phase, policy.PhaseAt("domain.se", now));
        Assert.Equal(phase, policy.Decide(now).Phase);
        Assert.Equal(phase, policy.Decide(Timelines.Full(now)).Phase);
    }

    [Theory]
    [MemberData(nameof(Boundaries))]
    public void A_bare_username_works_until_the_cutover_and_its_user_is_told_in_Warn(DateTimeOffset now, TransitionPhase phase)
    {
        TransitionDecision expected = phase == TransitionPhase.Closed
            ? new() { Reason = LoginReason.BareUsernameClosed, Rule = "transition.closed", Phase = phase }
            : new() { IsAllowed = true, Reason = LoginReason.Accepted, Phase = phase, ShouldWarn = phase == TransitionPhase.Warn };
        Assert.Equal(expected, policy.Decide(now));
    }

    [Theory]
    [MemberData(nameof(Boundaries))]
    public void A_full_username_always_works_and_nobody_is_told(DateTimeOffset now, TransitionPhase phase) =>
        Assert.Equal(new TransitionDecision { IsAllowed = true, Reason = LoginReason.Accepted, Phase = phase }, policy.Decide(Timelines.Full(now)));

    [Fact]
    public void The_offset_of_the_time_makes_no_difference()
    {
        DateTimeOffset inTokyo = Timelines.Cutover.ToOffset(TimeSpan.FromHours(9));
        Assert.Equal(TransitionPhase.Warn, policy.PhaseAt(null, inTokyo.AddTicks(-1)));
        Assert.Equal(TransitionPhase.Closed, policy.PhaseAt(null, inTokyo));
    }

    [Fact]
    public void Without_dates_both_forms_work_for_ever()
    {
        var open = new TransitionPolicy(new TransitionOptions());
        foreach (DateTimeOffset now in new[] { DateTimeOffset.MinValue, Timelines.Cutover, DateTimeOffset.MaxValue })
        {
            Assert.Equal(new TransitionDecision { IsAllowed = true, Reason = LoginReason.Accepted }, open.Decide(now));
        }

        Assert.Null(open.ClosesAt(null));
        Assert.Null(open.NextChange(null, DateTimeOffset.MinValue));
    }

    [Fact]
    public void Without_warn_Open_becomes_Closed()
    {
        var policy = new TransitionPolicy(new TransitionOptions { TimeZone = "UTC", Closed = new(2009, 9, 7) });
        DateTimeOffset closed = Timelines.Utc("2009-09-07T00:00:00Z");
        Assert.Equal(TransitionPhase.Open, policy.PhaseAt(null, closed.AddTicks(-1)));
        Assert.Equal(TransitionPhase.Closed, policy.PhaseAt(null, closed));
        Assert.False(policy.Decide(closed.AddTicks(-1)).ShouldWarn);
    }

    [Fact]
    public void Without_closed_Warn_lasts_for_ever()
    {
        var policy = new TransitionPolicy(new TransitionOptions { TimeZone = "UTC", Warn = new(2009, 8, 24) });
        Assert.Equal(TransitionPhase.Warn, policy.PhaseAt(null, DateTimeOffset.MaxValue));
        Assert.Null(policy.ClosesAt(null));
    }

    [Fact]
    public void A_cutover_in_the_spring_gap_comes_right_after_it()
    {
        var policy = new TransitionPolicy(new TransitionOptions { TimeZone = "Europe/Stockholm", Closed = new(2009, 3, 29, 2, 30, 0) });
        DateTimeOffset after = Timelines.Utc("2009-03-29T01:00:00Z");
        Assert.Equal(TransitionPhase.Open, policy.PhaseAt(null, after.AddTicks(-1)));
        Assert.Equal(TransitionPhase.Closed, policy.PhaseAt(null, after));
    }

    [Fact]
    public void A_cutover_in_the_autumn_overlap_comes_the_first_time_the_clock_shows_it()
    {
        var policy = new TransitionPolicy(new TransitionOptions { TimeZone = "Europe/Stockholm", Closed = new(2009, 10, 25, 2, 30, 0) });
        DateTimeOffset first = Timelines.Utc("2009-10-25T00:30:00Z");
        Assert.Equal(TransitionPhase.Open, policy.PhaseAt(null, first.AddTicks(-1)));
        Assert.Equal(TransitionPhase.Closed, policy.PhaseAt(null, first));
    }

    [Fact]
    public void What_a_notice_says_is_the_date_that_was_set()
    {
        DateTimeOffset closes = policy.ClosesAt(null) ?? throw new InvalidOperationException();
        Assert.Equal(Timelines.Cutover, closes);
        Assert.Equal(new DateTime(2009, 9, 7), closes.DateTime);
    }

    [Fact]
    public void A_form_that_is_none_is_not_taken_for_a_full_username() =>
        Assert.False(policy.Decide(Timelines.Bare(Timelines.Cutover) with { Form = MailAuth.Usernames.UsernameForm.None }).IsAllowed);

    [Fact]
    public void A_query_without_an_address_is_a_mistake_of_the_caller() =>
        Assert.Throws<ArgumentException>(() => policy.Decide(Timelines.Bare(Timelines.Cutover, "")));

    [Fact]
    public void Changing_the_options_later_changes_nothing()
    {
        TransitionOptions options = Timelines.Dates();
        var policy = new TransitionPolicy(options);
        options.Closed = null;
        options.DryRun = true;
        options.Overrides.Add(Timelines.Override(BareUsernameRule.Allow));
        Assert.False(policy.Decide(Timelines.Cutover).IsAllowed);
    }
}
