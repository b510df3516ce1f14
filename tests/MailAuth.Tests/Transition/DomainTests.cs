using MailAuth.Transition;
using Microsoft.Extensions.Configuration;

namespace MailAuth.Tests.Transition;

/// <summary>Phases per domain, inherited field by field from the host; a list, when present, replaces the host's. The account's own domain counts.</summary>
public sealed class DomainTests
{
    private static readonly DateTimeOffset InWarn = Timelines.Utc("2009-09-01T07:30:00Z");

    private readonly TransitionOptions options = Timelines.Dates();

    public DomainTests()
    {
        options.Brownouts = [new("2009-09-01", "09:00", "10:00")];
        options.Ramp = [new(new(2009, 8, 31), 100)];
    }

    [Fact]
    public void A_domain_that_needs_longer_keeps_all_else()
    {
        TransitionPolicy policy = With(new DomainTransitionOptions("kund.se") { Closed = new(2009, 10, 1) });
        Assert.Equal(TransitionPhase.Closed, policy.PhaseAt("domain.se", Timelines.Cutover));
        Assert.Equal(TransitionPhase.Warn, policy.PhaseAt("kund.se", Timelines.Cutover));
        Assert.Equal(TransitionPhase.Open, policy.PhaseAt("kund.se", Timelines.Utc("2009-08-23T21:59:59Z")));
        Assert.True(policy.IsBrownoutAt("kund.se", InWarn));
        Assert.Equal("transition.brownouts[0]", policy.Decide(InWarn, "kalle@kund.se").Rule);
        Assert.Equal("transition.ramp[0]", policy.Decide(Timelines.Cutover, "kalle@kund.se").Rule);
        Assert.Equal("transition.domains[0].closed", policy.Decide(Timelines.Utc("2009-09-30T22:00:00Z"), "kalle@kund.se").Rule);
        Assert.Equal("transition.closed", policy.Decide(Timelines.Cutover, "kalle@domain.se").Rule);
        Assert.Equal(new DateTime(2009, 10, 1), policy.ClosesAt("kund.se")?.DateTime);
    }

    [Fact]
    public void An_inherited_date_names_the_hosts_setting()
    {
        TransitionPolicy policy = With(new DomainTransitionOptions("kund.se") { Warn = new(2009, 8, 1) });
        Assert.Equal(TransitionPhase.Warn, policy.PhaseAt("kund.se", Timelines.Utc("2009-08-10T00:00:00Z")));
        Assert.Equal("transition.closed", policy.Decide(Timelines.Cutover, "kalle@kund.se").Rule);
    }

    [Fact]
    public void A_list_that_is_present_replaces_the_hosts()
    {
        TransitionPolicy policy = With(new DomainTransitionOptions("kund.se")
        {
            Brownouts = [new("2009-09-02", "09:00", "10:00")],
            Ramp = [new(new(2009, 9, 4), 100)],
        });
        Assert.True(policy.Decide(InWarn, "kalle@kund.se").IsAllowed);
        Assert.Equal("transition.domains[0].brownouts[0]", policy.Decide(InWarn.AddDays(1), "kalle@kund.se").Rule);
        Assert.Equal("transition.domains[0].ramp[0]", policy.Decide(InWarn.AddDays(3), "kalle@kund.se").Rule);
    }

    [Fact]
    public void An_empty_list_that_is_present_replaces_the_hosts_too()
    {
        TransitionPolicy policy = With(new DomainTransitionOptions("kund.se") { Brownouts = [], Ramp = [] });
        Assert.False(policy.IsBrownoutAt("kund.se", InWarn));
        Assert.True(policy.Decide(InWarn, "kalle@kund.se").ShouldWarn);
    }

    [Fact]
    public void A_list_that_was_only_read_or_set_to_null_is_not_present()
    {
        var domain = new DomainTransitionOptions("kund.se");
        Assert.Empty(domain.Brownouts);
        Assert.Empty(domain.Ramp);
        domain.Brownouts = domain.Brownouts;
        domain.Ramp = null!;
        Assert.False(domain.BrownoutsArePresent || domain.RampIsPresent);
        Assert.True(With(domain).IsBrownoutAt("kund.se", InWarn));

        domain.Brownouts = [];
        domain.Brownouts = domain.Brownouts;
        Assert.True(domain.BrownoutsArePresent);
    }

    [Fact]
    public void A_configuration_binder_that_touches_every_list_makes_none_present()
    {
        TransitionOptions bound = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["timeZone"] = "Europe/Stockholm", ["warn"] = "2009-08-24", ["closed"] = "2009-09-07",
                ["brownouts:0:date"] = "2009-09-01", ["brownouts:0:from"] = "09:00", ["brownouts:0:to"] = "10:00",
                ["domains:0:domain"] = "kund.se", ["domains:0:closed"] = "2009-10-01",
            })
            .Build().Get<TransitionOptions>() ?? throw new InvalidOperationException();
        Assert.False(bound.Domains[0].BrownoutsArePresent || bound.Domains[0].RampIsPresent);
        Assert.True(new TransitionPolicy(bound).IsBrownoutAt("kund.se", InWarn));
    }

    [Fact]
    public void What_is_inherited_has_no_effect_outside_the_domains_own_Warn()
    {
        TransitionPolicy policy = With(
            new DomainTransitionOptions("late.se") { Warn = new(2009, 9, 2) },
            new DomainTransitionOptions("early.se") { Closed = new(2009, 8, 30) },
            new DomainTransitionOptions("half.se") { Warn = new(2009, 9, 1, 9, 30, 0) });
        Assert.False(policy.IsBrownoutAt("late.se", InWarn));
        Assert.Equal(new TransitionDecision { IsAllowed = true, Reason = LoginReason.Accepted }, policy.Decide(InWarn, "kalle@late.se"));
        Assert.Equal("transition.ramp[0]", policy.Decide(InWarn.AddDays(1), "kalle@late.se").Rule);
        Assert.False(policy.IsBrownoutAt("early.se", InWarn));
        Assert.Equal("transition.domains[1].closed", policy.Decide(InWarn, "kalle@early.se").Rule);
        Assert.False(policy.IsBrownoutAt("half.se", InWarn.AddTicks(-1)));
        Assert.True(policy.IsBrownoutAt("half.se", InWarn));
    }

    [Fact]
    public void A_domain_reads_inherited_dates_in_its_own_time_zone()
    {
        TransitionPolicy policy = With(new DomainTransitionOptions("kund.fi") { TimeZone = "Europe/Helsinki" });
        Assert.Equal(TransitionPhase.Closed, policy.PhaseAt("kund.fi", Timelines.Cutover.AddHours(-1)));
        Assert.Equal(TransitionPhase.Warn, policy.PhaseAt("kund.fi", Timelines.Cutover.AddHours(-1).AddTicks(-1)));
        Assert.Equal(TransitionPhase.Warn, policy.PhaseAt("domain.se", Timelines.Cutover.AddHours(-1)));
        Assert.True(policy.IsBrownoutAt("kund.fi", Timelines.Utc("2009-09-01T06:00:00Z")));
        Assert.False(policy.IsBrownoutAt("kund.fi", Timelines.Utc("2009-09-01T07:00:00Z")));
    }

    [Fact]
    public void A_domain_may_have_dates_and_a_time_zone_where_the_host_has_none()
    {
        var policy = new TransitionPolicy(new TransitionOptions
        {
            Domains = { new("kund.se") { TimeZone = "Europe/Stockholm", Closed = new(2009, 9, 7) } },
        });
        Assert.Equal(TransitionPhase.Closed, policy.PhaseAt("kund.se", Timelines.Cutover));
        Assert.Equal(TransitionPhase.Open, policy.PhaseAt(null, Timelines.Cutover));
    }

    [Fact]
    public void A_domain_may_be_written_in_any_spelling()
    {
        TransitionPolicy policy = With(new DomainTransitionOptions("KUND.se") { Closed = new(2009, 10, 1) });
        Assert.Equal(TransitionPhase.Warn, policy.PhaseAt("kund.se", Timelines.Cutover));
    }

    [Theory]
    [InlineData("kalle@sub.kund.se")]
    [InlineData("kalle@und.se")]
    [InlineData("kalle@kund.sex")]
    [InlineData("\"x@kund.se\"@domain.se")]
    [InlineData("kund.se")]
    public void A_domains_dates_are_for_exactly_that_domain(string address) =>
        Assert.Equal("transition.closed", With(new DomainTransitionOptions("kund.se") { Closed = new(2009, 10, 1) }).Decide(Timelines.Cutover, address).Rule);

    [Fact]
    public void The_ratchet_is_inherited_and_replaced()
    {
        options.Brownouts = [];
        options.Ramp = [];
        options.RatchetDays = 14;
        TransitionPolicy policy = With(new DomainTransitionOptions("a.se"), new DomainTransitionOptions("b.se") { RatchetDays = 30 });
        TransitionQuery query = Timelines.Bare(InWarn) with { BareUsernameLastUsed = InWarn.AddDays(-20) };
        Assert.Equal("transition.ratchetDays", policy.Decide(query with { Address = "kalle@a.se" }).Rule);
        Assert.True(policy.Decide(query with { Address = "kalle@b.se" }).IsAllowed);
        Assert.Equal("transition.domains[1].ratchetDays", policy.Decide(query with { Address = "kalle@b.se", BareUsernameLastUsed = InWarn.AddDays(-30) }).Rule);
    }

    private TransitionPolicy With(params DomainTransitionOptions[] domains)
    {
        options.Domains = domains;
        return new TransitionPolicy(options);
    }
}
