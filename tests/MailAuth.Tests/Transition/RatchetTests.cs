using MailAuth.Transition;

namespace MailAuth.Tests.Transition;

/// <summary>An account that has not used its bare form for N days can't go back to it.</summary>
public sealed class RatchetTests
{
    private static readonly DateTimeOffset InWarn = Timelines.Utc("2009-09-01T07:30:00Z");

    private readonly TransitionOptions options = Timelines.Dates();

    [Fact]
    public void After_N_days_to_the_tick_the_bare_form_is_given_up()
    {
        options.RatchetDays = 14;
        var policy = new TransitionPolicy(options);
        Assert.True(policy.Decide(LastUsed(InWarn, InWarn.AddDays(-14).AddTicks(1))).IsAllowed);
        Assert.Equal(
            new TransitionDecision { Reason = LoginReason.BareUsernameRatcheted, Phase = TransitionPhase.Warn, Rule = "transition.ratchetDays" },
            policy.Decide(LastUsed(InWarn, InWarn.AddDays(-14))));
        Assert.True(policy.Decide(LastUsed(InWarn, InWarn.AddDays(-14)) with { Form = MailAuth.Usernames.UsernameForm.FullAddress }).IsAllowed);
    }

    [Fact]
    public void An_account_whose_last_use_is_not_known_is_never_refused()
    {
        options.RatchetDays = 1;
        Assert.True(new TransitionPolicy(options).Decide(InWarn).IsAllowed);
    }

    [Fact]
    public void A_last_use_in_the_future_refuses_nobody()
    {
        options.RatchetDays = 1;
        Assert.True(new TransitionPolicy(options).Decide(LastUsed(InWarn, InWarn.AddDays(400))).IsAllowed);
        Assert.True(new TransitionPolicy(options).Decide(LastUsed(DateTimeOffset.MinValue, DateTimeOffset.MaxValue)).IsAllowed);
    }

    [Fact]
    public void The_ratchet_needs_no_date()
    {
        var policy = new TransitionPolicy(new TransitionOptions { RatchetDays = 3650 });
        Assert.Equal(LoginReason.BareUsernameRatcheted, policy.Decide(LastUsed(InWarn, InWarn.AddDays(-3650))).Reason);
    }

    [Fact]
    public void Off_it_refuses_nobody() => Assert.True(new TransitionPolicy(options).Decide(LastUsed(InWarn, DateTimeOffset.MinValue)).IsAllowed);

    [Fact]
    public void The_cutover_comes_before_it()
    {
        options.RatchetDays = 1;
        Assert.Equal(LoginReason.BareUsernameClosed, new TransitionPolicy(options).Decide(LastUsed(Timelines.Cutover, DateTimeOffset.MinValue)).Reason);
    }

    [Fact]
    public void A_brownout_does_not_make_it_temporary()
    {
        options.RatchetDays = 1;
        options.Brownouts = [new("2009-09-01", "09:00", "10:00")];
        Assert.Equal(LoginReason.BareUsernameRatcheted, new TransitionPolicy(options).Decide(LastUsed(InWarn, InWarn.AddDays(-1))).Reason);
    }

    private static TransitionQuery LastUsed(DateTimeOffset now, DateTimeOffset lastUsed) => Timelines.Bare(now) with { BareUsernameLastUsed = lastUsed };
}
