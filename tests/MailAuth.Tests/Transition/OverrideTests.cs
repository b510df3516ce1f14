using System.Net;
using MailAuth.Accounts;
using MailAuth.Transition;

namespace MailAuth.Tests.Transition;

/// <summary>Overrides per account, per network, per protocol: allow or refuse, with an expiry; "inherit" is a third value and is counted apart.</summary>
public sealed class OverrideTests
{
    private static readonly DateTimeOffset InWarn = Timelines.Utc("2009-09-01T07:30:00Z");
    private static readonly DateTimeOffset InOpen = Timelines.Utc("2009-08-01T00:00:00Z");

    private readonly TransitionOptions options = Timelines.Dates();

    [Fact]
    public void An_allowed_printer_works_in_every_phase_and_is_never_told_to_change()
    {
        options.Ramp = [new(new(2009, 8, 24), 100)];
        TransitionPolicy policy = With(Override(BareUsernameRule.Allow, network: "192.0.2.10"));
        foreach (DateTimeOffset now in new[] { InOpen, InWarn, Timelines.Cutover })
        {
            TransitionDecision decision = policy.Decide(From("192.0.2.10", now));
            Assert.Equal(
                new TransitionDecision { IsAllowed = true, Reason = LoginReason.Accepted, Phase = policy.PhaseAt(null, now), Rule = "transition.overrides[0]" },
                decision);
        }

        Assert.False(policy.Decide(From("192.0.2.11", Timelines.Cutover)).IsAllowed);
    }

    [Fact]
    public void An_allowed_account_works_in_a_brownout_and_past_its_ratchet()
    {
        options.Brownouts = [new("2009-09-01", "09:00", "10:00")];
        options.RatchetDays = 1;
        TransitionPolicy policy = With(Override(BareUsernameRule.Allow, account: "Kalle@Domain.se"));
        Assert.True(policy.Decide(Timelines.Bare(InWarn) with { BareUsernameLastUsed = InWarn.AddDays(-9) }).IsAllowed);
        Assert.Equal(LoginReason.Brownout, policy.Decide(InWarn, "anna@domain.se").Reason);
    }

    [Fact]
    public void A_refused_account_is_refused_in_Open_too()
    {
        TransitionPolicy policy = With(Override(BareUsernameRule.Refuse, account: Timelines.Kalle));
        Assert.Equal(
            new TransitionDecision { Reason = LoginReason.BareUsernameOverridden, Rule = "transition.overrides[0]" },
            policy.Decide(InOpen));
        Assert.True(policy.Decide(Timelines.Full(InOpen)).IsAllowed);
        Assert.True(policy.Decide(InOpen, "anna@domain.se").IsAllowed);
    }

    [Theory]
    [InlineData("192.0.2.0/24", "192.0.2.255", true)]
    [InlineData("192.0.2.0/24", "192.0.3.0", false)]
    [InlineData("192.0.2.0/24", "::ffff:192.0.2.7", true)]
    [InlineData("::ffff:192.0.2.0/120", "192.0.2.7", true)]
    [InlineData("::ffff:192.0.2.10", "::ffff:192.0.2.10", true)]
    [InlineData("0.0.0.0/0", "203.0.113.1", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("2001:db8::/64", "2001:db8::1", true)]
    [InlineData("2001:db8::/64", "2001:db8:0:1::1", false)]
    [InlineData("2001:DB8::7", "2001:db8::7", true)]
    [InlineData("2001:db8::7", "2001:db8::8", false)]
    [InlineData("::/0", "192.0.2.1", false)]
    [InlineData("::/0", "::ffff:192.0.2.1", false)]
    public void A_network_override_holds_for_its_network(string network, string client, bool applies)
    {
        TransitionPolicy policy = With(Override(BareUsernameRule.Allow, network: network));
        Assert.Equal(applies, policy.Decide(From(client, Timelines.Cutover)).IsAllowed);
    }

    [Fact]
    public void Where_the_clients_address_is_not_known_no_network_holds() =>
        Assert.False(With(Override(BareUsernameRule.Allow, network: "0.0.0.0/0"), Override(BareUsernameRule.Allow, network: "::/0")).Decide(Timelines.Cutover).IsAllowed);

    [Fact]
    public void A_protocol_override_holds_for_its_protocol()
    {
        TransitionPolicy policy = With(Override(BareUsernameRule.Allow, protocol: MailProtocol.Pop3));
        Assert.True(policy.Decide(Timelines.Bare(Timelines.Cutover) with { Protocol = MailProtocol.Pop3 }).IsAllowed);
        Assert.False(policy.Decide(Timelines.Bare(Timelines.Cutover) with { Protocol = MailProtocol.Imap }).IsAllowed);
        Assert.False(policy.Decide(Timelines.Cutover).IsAllowed);
    }

    [Fact]
    public void A_domain_override_holds_for_the_accounts_domain()
    {
        TransitionPolicy policy = With(Override(BareUsernameRule.Allow, domain: "KUND.se"));
        Assert.True(policy.Decide(Timelines.Cutover, "kalle@kund.se").IsAllowed);
        Assert.False(policy.Decide(Timelines.Cutover, "kalle@domain.se").IsAllowed);
    }

    [Fact]
    public void Everything_that_an_override_names_must_hold()
    {
        TransitionPolicy policy = With(Override(BareUsernameRule.Allow, account: Timelines.Kalle, domain: "domain.se", network: "192.0.2.10", protocol: MailProtocol.Submission));
        TransitionQuery query = From("192.0.2.10", Timelines.Cutover) with { Protocol = MailProtocol.Submission };
        Assert.True(policy.Decide(query).IsAllowed);
        Assert.False(policy.Decide(query with { Protocol = MailProtocol.Imap }).IsAllowed);
        Assert.False(policy.Decide(query with { RemoteAddress = IPAddress.Parse("192.0.2.11") }).IsAllowed);
        Assert.False(policy.Decide(query with { Address = "anna@domain.se" }).IsAllowed);
        Assert.False(policy.Decide(query with { Address = "kalle@kund.se" }).IsAllowed);
    }

    [Fact]
    public void An_override_ends_at_the_tick_of_its_local_date()
    {
        TransitionOverrideOptions printer = Override(BareUsernameRule.Allow, account: Timelines.Kalle);
        printer.Until = new(2010, 1, 1);
        TransitionPolicy policy = With(printer);
        DateTimeOffset end = Timelines.Utc("2009-12-31T23:00:00Z");
        Assert.True(policy.Decide(end.AddTicks(-1)).IsAllowed);
        Assert.Equal(LoginReason.BareUsernameClosed, policy.Decide(end).Reason);
    }

    [Fact]
    public void An_end_without_a_time_zone_is_in_UTC()
    {
        TransitionOverrideOptions refused = Override(BareUsernameRule.Refuse, account: Timelines.Kalle);
        refused.Until = new(2010, 1, 1);
        var policy = new TransitionPolicy(new TransitionOptions { Overrides = { refused } });
        DateTimeOffset end = Timelines.Utc("2010-01-01T00:00:00Z");
        Assert.False(policy.Decide(end.AddTicks(-1)).IsAllowed);
        Assert.True(policy.Decide(end).IsAllowed);
    }

    [Fact]
    public void The_first_override_that_applies_decides()
    {
        TransitionOverrideOptions expired = Override(BareUsernameRule.Refuse, account: Timelines.Kalle);
        expired.Until = new(2009, 1, 1);
        TransitionPolicy policy = With(
            expired,
            Override(BareUsernameRule.Allow, account: Timelines.Kalle),
            Override(BareUsernameRule.Refuse, domain: "domain.se"));
        Assert.Equal("transition.overrides[1]", policy.Decide(InWarn).Rule);
        Assert.Equal("transition.overrides[2]", policy.Decide(InWarn, "anna@domain.se").Rule);
    }

    [Fact]
    public void Inherit_leaves_the_decision_to_the_dates_and_is_counted_apart()
    {
        TransitionPolicy policy = With(
            Override(BareUsernameRule.Inherit, account: Timelines.Kalle),
            Override(BareUsernameRule.Refuse, domain: "domain.se"));
        Assert.Equal(
            new TransitionDecision { IsAllowed = true, Reason = LoginReason.Accepted, Phase = TransitionPhase.Warn, ShouldWarn = true, Inherited = true },
            policy.Decide(InWarn));
        Assert.Equal(
            new TransitionDecision { Reason = LoginReason.BareUsernameClosed, Phase = TransitionPhase.Closed, Rule = "transition.closed", Inherited = true },
            policy.Decide(Timelines.Cutover));
        Assert.False(policy.Decide(InWarn, "anna@domain.se").Inherited);
    }

    [Fact]
    public void The_override_kept_with_the_account_comes_first()
    {
        TransitionPolicy policy = With(Override(BareUsernameRule.Refuse, account: Timelines.Kalle));
        Assert.Equal(
            new TransitionDecision { IsAllowed = true, Reason = LoginReason.Accepted, Phase = TransitionPhase.Closed, Rule = "account.override" },
            policy.Decide(With(Timelines.Cutover, Timelines.Kept(BareUsernameRule.Allow))));
        Assert.Equal(
            new TransitionDecision { Reason = LoginReason.BareUsernameOverridden, Rule = "account.override" },
            policy.Decide(With(InOpen, Timelines.Kept(BareUsernameRule.Refuse))));
        TransitionDecision inherited = policy.Decide(With(InWarn, Timelines.Kept(BareUsernameRule.Inherit)));
        Assert.True(inherited is { IsAllowed: true, Inherited: true, Rule: null });
    }

    [Fact]
    public void The_override_kept_with_the_account_ends_at_its_instant()
    {
        var policy = new TransitionPolicy(options);
        DateTimeOffset end = Timelines.Cutover.AddDays(7);
        AccountOverride kept = Timelines.Kept(BareUsernameRule.Allow, end.ToOffset(TimeSpan.FromHours(2)));
        Assert.True(policy.Decide(With(end.AddTicks(-1), kept)).IsAllowed);
        Assert.Equal("transition.closed", policy.Decide(With(end, kept)).Rule);
    }

    private static TransitionQuery From(string client, DateTimeOffset now) => Timelines.Bare(now) with { RemoteAddress = IPAddress.Parse(client) };

    private static TransitionQuery With(DateTimeOffset now, AccountOverride kept) => Timelines.Bare(now) with { AccountOverride = kept };

    private static TransitionOverrideOptions Override(
        BareUsernameRule rule, string? account = null, string? domain = null, string? network = null, MailProtocol? protocol = null)
    {
        TransitionOverrideOptions options = Timelines.Override(rule);
        (options.Account, options.Domain, options.Network, options.Protocol) = (account, domain, network, protocol);
        return options;
    }

    private TransitionPolicy With(params TransitionOverrideOptions[] overrides)
    {
        options.Overrides = overrides;
        return new TransitionPolicy(options);
    }
}
