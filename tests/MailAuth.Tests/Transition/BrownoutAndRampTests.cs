using MailAuth.Transition;

namespace MailAuth.Tests.Transition;

/// <summary>Inside Warn, brownouts and a percentage ramp refuse bare usernames; full ones never.</summary>
public sealed class BrownoutAndRampTests
{
    private static readonly DateTimeOffset Start = Timelines.Utc("2009-09-01T07:00:00Z");
    private static readonly DateTimeOffset End = Timelines.Utc("2009-09-01T08:00:00Z");

    [Fact]
    public void A_brownout_is_half_open()
    {
        TransitionPolicy policy = WithBrownouts(new BrownoutOptions("2009-09-01", "09:00", "10:00"));
        foreach ((DateTimeOffset now, bool isOn) in new[] { (Start.AddTicks(-1), false), (Start, true), (End.AddTicks(-1), true), (End, false) })
        {
            Assert.Equal(isOn, policy.IsBrownoutAt(null, now));
            Assert.Equal(isOn, policy.IsBrownoutAt("domain.se", now));
            Assert.Equal(!isOn, policy.Decide(now).IsAllowed);
            Assert.True(policy.Decide(Timelines.Full(now)).IsAllowed);
        }
    }

    [Fact]
    public void A_brownout_names_its_own_setting_also_where_the_list_is_not_in_order()
    {
        TransitionPolicy policy = WithBrownouts(
            new("2009-09-03", "09:00", "10:00"), new("2009-09-01", "09:00", "10:00"), new("2009-09-01", "10:00", "11:00"));
        TransitionDecision expected = new() { Reason = LoginReason.Brownout, Phase = TransitionPhase.Warn, Rule = "transition.brownouts[1]" };
        Assert.Equal(expected, policy.Decide(Start));
        Assert.Equal(expected with { Rule = "transition.brownouts[2]" }, policy.Decide(End));
        Assert.Equal(expected with { Rule = "transition.brownouts[0]" }, policy.Decide(Start.AddDays(2)));
    }

    [Fact]
    public void A_brownout_may_last_to_the_end_of_its_day_and_fill_Warn()
    {
        var policy = new TransitionPolicy(new TransitionOptions
        {
            TimeZone = "Europe/Stockholm", Warn = new(2009, 9, 6), Closed = new(2009, 9, 7), Brownouts = [new("2009-09-06", "00:00", "24:00")],
        });
        Assert.True(policy.IsBrownoutAt(null, Timelines.Cutover.AddTicks(-1)));
        Assert.False(policy.IsBrownoutAt(null, Timelines.Cutover));
        Assert.Equal(LoginReason.BareUsernameClosed, policy.Decide(Timelines.Cutover).Reason);
    }

    [Fact]
    public void A_brownout_over_the_autumn_change_lasts_both_its_hours()
    {
        var policy = new TransitionPolicy(new TransitionOptions
        {
            TimeZone = "Europe/Stockholm", Warn = new(2009, 10, 1), Brownouts = [new("2009-10-25", "02:00", "03:00")],
        });
        Assert.True(policy.IsBrownoutAt(null, Timelines.Utc("2009-10-25T00:00:00Z")));
        Assert.True(policy.IsBrownoutAt(null, Timelines.Utc("2009-10-25T01:59:59Z")));
        Assert.False(policy.IsBrownoutAt(null, Timelines.Utc("2009-10-25T02:00:00Z")));
    }

    [Fact]
    public void A_step_of_the_ramp_begins_at_its_tick()
    {
        TransitionOptions options = Timelines.Dates();
        options.Ramp = [new(new(2009, 8, 31), 0), new(new(2009, 9, 2, 12, 0, 0), 100)];
        var policy = new TransitionPolicy(options);
        DateTimeOffset step = Timelines.Utc("2009-09-02T10:00:00Z");
        Assert.True(policy.Decide(step.AddTicks(-1)).ShouldWarn);
        Assert.Equal(
            new TransitionDecision { Reason = LoginReason.BareUsernameRamped, Phase = TransitionPhase.Warn, Rule = "transition.ramp[1]" },
            policy.Decide(step));
        Assert.True(policy.Decide(Timelines.Full(step)).IsAllowed);
        Assert.Equal(LoginReason.BareUsernameClosed, policy.Decide(Timelines.Cutover).Reason);
    }

    [Fact]
    public void The_ramp_goes_by_the_standing_of_the_canonical_address()
    {
        TransitionOptions options = Timelines.Dates();
        options.RampSalt = "2009";
        options.Ramp = [new(new(2009, 8, 31), 23.9), new(new(2009, 9, 2), 24)];
        var policy = new TransitionPolicy(options);

        // Kalle stands at 23.962: see RampTests.
        Assert.True(policy.Decide(Timelines.Utc("2009-09-01T00:00:00Z")).IsAllowed);
        Assert.Equal("transition.ramp[1]", policy.Decide(Timelines.Utc("2009-09-03T00:00:00Z")).Rule);
    }

    [Fact]
    public void In_a_brownout_an_account_that_the_ramp_has_reached_is_refused_for_the_moment_only()
    {
        TransitionOptions options = Timelines.Dates();
        options.Brownouts = [new("2009-09-01", "09:00", "10:00")];
        options.Ramp = [new(new(2009, 8, 31), 100)];
        Assert.Equal(LoginReason.Brownout, new TransitionPolicy(options).Decide(Start).Reason);
    }

    [Fact]
    public void The_next_change_is_the_next_edge_of_anything()
    {
        TransitionOptions options = Timelines.Dates();
        options.Brownouts = [new("2009-09-03", "09:00", "10:00"), new("2009-09-01", "09:00", "10:00")];
        options.Ramp = [new(new(2009, 9, 2), 10)];
        options.Domains.Add(new("late.se") { Warn = new(2009, 9, 2, 12, 0, 0) });
        var policy = new TransitionPolicy(options);
        string[] expected =
        [
            "2009-08-23T22:00:00Z", "2009-09-01T07:00:00Z", "2009-09-01T08:00:00Z", "2009-09-01T22:00:00Z",
            "2009-09-03T07:00:00Z", "2009-09-03T08:00:00Z", "2009-09-06T22:00:00Z",
        ];
        Assert.Equal(expected.Select(Timelines.Utc), Changes(policy, null));
        Assert.Equal(["2009-09-02T10:00:00Z", .. expected[4..]], Changes(policy, "late.se").Select(change => change.ToString("yyyy-MM-ddTHH:mm:ssZ", null)));
    }

    private static IEnumerable<DateTimeOffset> Changes(TransitionPolicy policy, string? domain)
    {
        for (DateTimeOffset? now = policy.NextChange(domain, DateTimeOffset.MinValue); now is not null; now = policy.NextChange(domain, now.Value))
        {
            yield return now.Value;
        }
    }

    private static TransitionPolicy WithBrownouts(params BrownoutOptions[] brownouts)
    {
        TransitionOptions options = Timelines.Dates();
        options.Brownouts = brownouts;
        return new TransitionPolicy(options);
    }
}
