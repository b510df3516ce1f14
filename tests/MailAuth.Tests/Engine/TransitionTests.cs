using MailAuth.Accounts;
using MailAuth.Passwords;
using MailAuth.Transition;

namespace MailAuth.Tests.Engine;

/// <summary>The transition through the whole engine: password first, policy second, and nothing told to who may not know.</summary>
public sealed class TransitionTests
{
    [Fact]
    public async Task The_bare_form_works_until_the_cutover_and_the_full_form_always()
    {
        await using var host = new EngineFixture();
        foreach ((string time, bool bare, LoginNotice notice) in new[]
        {
            ("2009-08-23T23:59:59.9999999+02:00", true, LoginNotice.None),
            ("2009-08-24T00:00:00+02:00", true, LoginNotice.ChangeToFullAddress),
            ("2009-09-06T23:59:59.9999999+02:00", true, LoginNotice.ChangeToFullAddress),
            ("2009-09-07T00:00:00+02:00", false, LoginNotice.UseFullAddress),
            ("2019-09-07T00:00:00+02:00", false, LoginNotice.UseFullAddress),
        })
        {
            host.Clock.SetUtcNow(EngineFixture.At(time));
            LoginResult result = await host.LoginAsync("anna");
            Assert.Equal((time, bare, notice), (time, result.IsAccepted, result.Notice));
            Assert.True((await host.LoginAsync("anna@domain.se")).IsAccepted);
        }
    }

    [Fact]
    public async Task The_account_decides_the_dates_and_not_the_server_name()
    {
        // kund.se is open until October: a client of domain.se gains nothing by asking for its server name.
        await using var host = new EngineFixture(now: EngineFixture.After);
        Assert.True((await host.LoginAsync("kalle", "kunden", EngineFixture.Connection(serverName: "mail.kund.se"))).IsAccepted);
        Assert.Equal(LoginReason.BareUsernameClosed, (await host.LoginAsync("kalle", connection: EngineFixture.Connection(serverName: "mail.domain.se"))).Reason);
    }

    [Fact]
    public async Task What_to_change_is_told_after_the_right_password_over_tls_alone()
    {
        await using var host = new EngineFixture(now: EngineFixture.After);
        Assert.Equal(LoginNotice.UseFullAddress, (await host.LoginAsync("anna")).Notice);
        Assert.Equal(LoginNotice.None, (await host.LoginAsync("anna", "wrong")).Notice);
        Assert.Equal(LoginNotice.None, (await host.LoginAsync("anna", connection: EngineFixture.Connection(tls: false))).Notice);
    }

    [Fact]
    public async Task Without_tls_a_right_password_in_a_closed_form_costs_what_a_wrong_one_costs()
    {
        await using var host = new EngineFixture(now: EngineFixture.After);
        await host.LoginAsync("billig", "wrong", EngineFixture.Connection(tls: false));
        HashCost decoy = Assert.Single(host.Operations);
        LoginResult right = await host.LoginAsync("billig", connection: EngineFixture.Connection(tls: false));
        Assert.Equal((LoginStatus.Rejected, LoginReason.BareUsernameClosed), (right.Status, right.Reason));
        Assert.Equal([decoy], host.Operations);
    }

    [Theory]
    [InlineData("anna", EngineFixture.RightPassword, true, LoginStatus.TemporarilyUnavailable)]
    [InlineData("anna", EngineFixture.RightPassword, false, LoginStatus.TemporarilyUnavailable)]
    [InlineData("anna", "wrong", true, LoginStatus.TemporarilyUnavailable)]
    [InlineData("anna", "wrong", false, LoginStatus.TemporarilyUnavailable)]
    [InlineData("nobody", "wrong", true, LoginStatus.TemporarilyUnavailable)]
    [InlineData("gammal", "wrong", false, LoginStatus.TemporarilyUnavailable)]
    [InlineData("no..name", "wrong", false, LoginStatus.TemporarilyUnavailable)]
    [InlineData("anna", "", false, LoginStatus.TemporarilyUnavailable)]
    [InlineData("anna@domain.se", "wrong", true, LoginStatus.Rejected)]
    [InlineData("anna@domain.se", EngineFixture.RightPassword, false, LoginStatus.Accepted)]
    public async Task In_a_brownout_every_refused_bare_login_is_temporary(string username, string password, bool tls, LoginStatus status)
    {
        await using var host = new EngineFixture(now: EngineFixture.InBrownout);
        LoginResult result = await host.LoginAsync(username, password, EngineFixture.Connection(tls));
        Assert.Equal((status, LoginNotice.None), (result.Status, result.Notice));
    }

    [Fact]
    public async Task The_temporary_answer_goes_by_the_calendar_that_the_connection_gives()
    {
        // kund.se has no brownouts: through its server name nothing is temporary, whoever is refused.
        await using var host = new EngineFixture(now: EngineFixture.InBrownout);
        Assert.Equal(LoginStatus.Rejected, (await host.LoginAsync("nobody", "wrong", EngineFixture.Connection(serverName: "mail.kund.se"))).Status);
        Assert.Equal(LoginStatus.TemporarilyUnavailable, (await host.LoginAsync("nobody", "wrong", EngineFixture.Connection(serverName: "mail.domain.se"))).Status);
        Assert.True((await host.LoginAsync("kalle", "kunden", EngineFixture.Connection(serverName: "mail.kund.se"))).IsAccepted);
    }

    [Fact]
    public async Task An_account_in_a_brownout_that_the_connection_does_not_know_of_is_told_so_over_tls_alone()
    {
        await using var host = new EngineFixture(
            options =>
            {
                options.Transition.Domains.Add(new("domain.se") { Brownouts = options.Transition.Brownouts });
                options.Transition.Brownouts = [];
            },
            now: EngineFixture.InBrownout);
        Assert.Equal(LoginStatus.TemporarilyUnavailable, (await host.LoginAsync("anna")).Status);
        Assert.Equal(LoginStatus.Rejected, (await host.LoginAsync("anna", "wrong")).Status);
        Assert.Equal(LoginStatus.Rejected, (await host.LoginAsync("anna", connection: EngineFixture.Connection(tls: false))).Status);
    }

    [Fact]
    public async Task A_dry_run_decides_counts_and_lets_the_login_go_on()
    {
        var host = new EngineFixture(options => options.Transition.DryRun = true, now: EngineFixture.After);
        LoginResult result = await host.LoginAsync("anna");
        await host.DisposeAsync();
        Assert.Equal((LoginStatus.Accepted, LoginStatus.Rejected), (result.Status, result.DryRunStatus));
        Assert.Equal(LoginStatus.Rejected, Assert.Single(host.Usage.Snapshot()).DryRunStatus);
    }

    [Fact]
    public async Task An_override_of_the_account_or_of_the_network_holds_until_it_ends()
    {
        await using var host = new EngineFixture(
            options => options.Transition.Overrides.Add(new() { Network = "192.0.2.10", BareUsername = BareUsernameRule.Allow, Until = new(2010, 1, 1), Reason = "no other firmware", Owner = "anna" }),
            now: EngineFixture.After);
        host.Accounts.Add(new Account("skrivare@domain.se", EngineFixture.Hash()) { Override = new AccountOverride(BareUsernameRule.Allow, EngineFixture.At("2009-12-01T00:00:00+01:00"), "old", "anna") });
        LoginConnection printer = EngineFixture.Connection(remote: "192.0.2.10");
        Assert.True((await host.LoginAsync("anna", connection: printer)).IsAccepted);
        Assert.True((await host.LoginAsync("skrivare")).IsAccepted);
        host.Clock.SetUtcNow(EngineFixture.At("2009-12-01T00:00:00+01:00"));
        Assert.False((await host.LoginAsync("skrivare")).IsAccepted);
        host.Clock.SetUtcNow(EngineFixture.At("2010-01-01T00:00:00+01:00"));
        Assert.False((await host.LoginAsync("anna", connection: printer)).IsAccepted);
    }
}
