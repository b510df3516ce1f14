using MailAuth.Transition;

namespace MailAuth.Tests.Transition;

/// <summary>In a dry run the decision that would have been taken is computed and told, and the login goes on.</summary>
public sealed class DryRunTests
{
    private static readonly DateTimeOffset InBrownout = Timelines.Utc("2009-09-01T07:30:00Z");

    private readonly TransitionOptions options = Timelines.Dates();

    public DryRunTests()
    {
        options.Brownouts = [new("2009-09-01", "09:00", "10:00")];
        options.Ramp = [new(new(2009, 9, 2), 100)];
        options.RatchetDays = 14;
        options.DryRun = true;
    }

    [Fact]
    public void Every_refusal_is_told_and_goes_on()
    {
        options.Overrides.Add(new() { Account = "anna@domain.se", BareUsername = BareUsernameRule.Refuse, Reason = "moved", Owner = "anna" });
        var policy = new TransitionPolicy(options);
        var goesOn = new TransitionDecision { IsAllowed = true, Reason = LoginReason.Accepted, Phase = TransitionPhase.Warn, ShouldWarn = true };
        Assert.Equal(goesOn with { DryRunReason = LoginReason.Brownout, Rule = "transition.brownouts[0]" }, policy.Decide(InBrownout));
        Assert.Equal(goesOn with { DryRunReason = LoginReason.BareUsernameRamped, Rule = "transition.ramp[0]" }, policy.Decide(InBrownout.AddDays(2)));
        Assert.Equal(
            goesOn with { DryRunReason = LoginReason.BareUsernameRatcheted, Rule = "transition.ratchetDays" },
            policy.Decide(Timelines.Bare(InBrownout) with { BareUsernameLastUsed = DateTimeOffset.MinValue }));
        Assert.Equal(
            goesOn with { DryRunReason = LoginReason.BareUsernameOverridden, Rule = "transition.overrides[0]" },
            policy.Decide(InBrownout, "anna@domain.se"));
        Assert.Equal(
            goesOn with { DryRunReason = LoginReason.BareUsernameClosed, Rule = "transition.closed", Phase = TransitionPhase.Closed, ShouldWarn = false },
            policy.Decide(Timelines.Cutover));
    }

    [Fact]
    public void What_would_have_been_allowed_tells_nothing()
    {
        var policy = new TransitionPolicy(options);
        Assert.Null(policy.Decide(InBrownout.AddDays(-2)).DryRunReason);
        Assert.Null(policy.Decide(Timelines.Full(Timelines.Cutover)).DryRunReason);
    }

    [Fact]
    public void No_brownout_is_on_but_the_phase_is_the_real_one()
    {
        var policy = new TransitionPolicy(options);
        Assert.False(policy.IsBrownoutAt(null, InBrownout));
        Assert.Equal(TransitionPhase.Closed, policy.PhaseAt(null, Timelines.Cutover));
    }

    [Fact]
    public void A_domain_may_have_its_own()
    {
        options.DryRun = null;
        options.Domains.Add(new("test.se") { DryRun = true });
        var policy = new TransitionPolicy(options);
        Assert.True(policy.Decide(Timelines.Cutover, "kalle@test.se") is { IsAllowed: true, DryRunReason: LoginReason.BareUsernameClosed });
        Assert.False(policy.Decide(Timelines.Cutover).IsAllowed);
        Assert.False(policy.IsBrownoutAt("test.se", InBrownout));
        Assert.True(policy.IsBrownoutAt("domain.se", InBrownout));
    }

    [Fact]
    public void A_domain_may_leave_the_hosts()
    {
        options.Domains.Add(new("pilot.se") { DryRun = false });
        var policy = new TransitionPolicy(options);
        Assert.False(policy.Decide(Timelines.Cutover, "kalle@pilot.se").IsAllowed);
        Assert.True(policy.Decide(Timelines.Cutover).IsAllowed);
    }
}
