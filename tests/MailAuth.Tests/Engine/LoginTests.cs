using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.Transition;
using MailAuth.Usernames;

namespace MailAuth.Tests.Engine;

/// <summary>The way of a login through the whole engine.</summary>
public sealed class LoginTests
{
    [Theory]
    [InlineData("kalle@domain.se", null, UsernameForm.FullAddress, ResolutionSource.Domain)]
    [InlineData(" Kalle@DOMAIN.se. ", null, UsernameForm.FullAddress, ResolutionSource.Domain)]
    [InlineData("kalle", "mail.domain.se", UsernameForm.LocalPart, ResolutionSource.ServerName)]
    [InlineData("anna", null, UsernameForm.LocalPart, ResolutionSource.OnlyAccount)]
    public async Task Both_forms_log_in(string username, string? serverName, UsernameForm form, ResolutionSource source)
    {
        await using var host = new EngineFixture();
        LoginResult result = await host.LoginAsync(username, connection: EngineFixture.Connection(serverName: serverName));
        Assert.Equal((LoginStatus.Accepted, LoginReason.Accepted), (result.Status, result.Reason));
        Assert.Equal((form, source, TransitionPhase.Open), (result.Form, result.Source, result.Phase));
        Assert.EndsWith("@domain.se", result.Account!.Address, StringComparison.Ordinal);
        Assert.Equal(LoginNotice.None, result.Notice);
    }

    [Fact]
    public async Task The_server_name_tells_two_kalle_apart_and_the_password_never_does()
    {
        await using var host = new EngineFixture();
        Assert.Equal("kalle@kund.se", (await host.LoginAsync("kalle", "kunden", EngineFixture.Connection(serverName: "mail.kund.se"))).Account?.Address);
        Assert.Equal(LoginReason.WrongPassword, (await host.LoginAsync("kalle", "kunden", EngineFixture.Connection(serverName: "mail.domain.se"))).Reason);
        Assert.Equal(LoginReason.AmbiguousUsername, (await host.LoginAsync("kalle", "kunden")).Reason);
    }

    [Fact]
    public async Task A_mapped_server_name_ends_the_chain_even_where_another_domain_has_the_name()
    {
        await using var host = new EngineFixture();
        LoginResult result = await host.LoginAsync("anna", connection: EngineFixture.Connection(serverName: "mail.kund.se"));
        Assert.Equal((LoginStatus.Rejected, LoginReason.UnknownAccount, ResolutionSource.ServerName), (result.Status, result.Reason, result.Source));
    }

    [Fact]
    public async Task An_account_made_after_the_transition_began_has_no_bare_form()
    {
        await using var host = new EngineFixture();
        Assert.Equal(LoginReason.UnknownAccount, (await host.LoginAsync("ny", connection: EngineFixture.Connection(serverName: "mail.domain.se"))).Reason);
        Assert.True((await host.LoginAsync("ny@domain.se")).IsAccepted);
    }

    [Theory]
    [InlineData("kalle@domain.se")]
    [InlineData("KALLE@domain.se")]
    [InlineData("kalle")]
    public async Task An_authorization_identity_that_is_the_same_account_is_the_account(string authzid)
    {
        await using var host = new EngineFixture();
        Assert.True((await host.LoginAsync("kalle@domain.se", connection: EngineFixture.Connection(serverName: "mail.domain.se"), authzid: authzid)).IsAccepted);
    }

    [Theory]
    [InlineData("anna@domain.se")]
    [InlineData("nobody@domain.se")]
    [InlineData("not a\u0001name")]
    public async Task An_authorization_identity_that_is_another_account_is_told_over_tls_alone(string authzid)
    {
        await using var host = new EngineFixture();
        LoginResult overTls = await host.LoginAsync("kalle@domain.se", authzid: authzid);
        LoginResult inTheClear = await host.LoginAsync("kalle@domain.se", connection: EngineFixture.Connection(tls: false), authzid: authzid);
        Assert.Equal((LoginStatus.Rejected, LoginNotice.AnotherAccount), (overTls.Status, overTls.Notice));
        Assert.Equal((LoginStatus.Rejected, LoginNotice.None), (inTheClear.Status, inTheClear.Notice));
    }

    [Theory]
    [InlineData("192.0.2.77", true)]
    [InlineData("::ffff:192.0.2.77", true)]
    [InlineData("198.51.100.7", false)]
    public async Task An_account_may_be_kept_to_its_networks(string remote, bool accepted)
    {
        await using var host = new EngineFixture();
        LoginResult result = await host.LoginAsync("kontor@domain.se", connection: EngineFixture.Connection(remote: remote));
        Assert.Equal((accepted, accepted ? LoginReason.Accepted : LoginReason.NetworkNotAllowed), (result.IsAccepted, result.Reason));
        Assert.Equal(LoginNotice.None, result.Notice);
    }

    [Theory]
    [InlineData("::ffff:192.0.2.0/120", "192.0.2.77", true)]
    [InlineData("::ffff:192.0.2.0/120", "::ffff:192.0.2.77", true)]
    [InlineData("::ffff:192.0.2.0/120", "192.0.3.77", false)]
    [InlineData("::ffff:192.0.2.0/120", "2001:db8::1", false)]
    public async Task A_network_of_an_account_may_be_written_as_an_IPv4_mapped_one(string network, string remote, bool accepted)
    {
        await using var host = new EngineFixture();
        host.Accounts.Add(new Account("lars@domain.se", EngineFixture.Hash()) { AllowedNetworks = [System.Net.IPNetwork.Parse(network)] });
        Assert.Equal(accepted, (await host.LoginAsync("lars@domain.se", connection: EngineFixture.Connection(remote: remote))).IsAccepted);
    }

    [Fact]
    public async Task A_service_identity_is_exempt_from_qualification_and_from_the_transition()
    {
        await using var host = new EngineFixture(options => options.Usernames.ServiceIdentities.Add("backup"), now: EngineFixture.After);
        host.Accounts.Add(new Account("backup", EngineFixture.Hash()));
        LoginResult result = await host.LoginAsync("backup", connection: EngineFixture.Connection(serverName: "mail.domain.se"));
        Assert.Equal((true, ResolutionSource.ServiceIdentity), (result.IsAccepted, result.Source));
    }

    [Fact]
    public async Task A_service_identity_is_not_recorded_as_somebody_who_has_to_change()
    {
        var host = new EngineFixture(options => options.Usernames.ServiceIdentities.Add("backup"));
        host.Accounts.Add(new Account("backup", EngineFixture.Hash()));
        Assert.True((await host.LoginAsync("backup")).IsAccepted);
        await host.DisposeAsync();
        Assert.Equal(UsernameForm.FullAddress, Assert.Single(host.Usage.Snapshot()).Form);
    }

    [Fact]
    public async Task A_swapped_policy_decides_the_very_next_login()
    {
        await using var host = new EngineFixture();
        Assert.True((await host.LoginAsync("anna")).IsAccepted);
        host.Options.Transition.Closed = new(2009, 8, 20);
        host.Options.Transition.Warn = null;
        host.Options.Transition.Brownouts = [];
        host.Engine.Apply(MailAuthPolicy.Create(host.Options));
        Assert.Equal(LoginReason.BareUsernameClosed, (await host.LoginAsync("anna")).Reason);
    }

    [Fact]
    public async Task A_cancelled_login_is_an_exception_and_a_login_after_the_end_is_unavailable()
    {
        var host = new EngineFixture();
        var attempt = new LoginAttempt("anna", "x"u8.ToArray(), EngineFixture.Connection());
        await Assert.ThrowsAsync<OperationCanceledException>(() => host.Engine.AuthenticateAsync(attempt, new CancellationToken(canceled: true)).AsTask());
        await host.DisposeAsync();
        Assert.Equal((LoginStatus.TemporarilyUnavailable, LoginReason.EngineUnavailable), Outcome(await host.LoginAsync("anna")));
        await host.DisposeAsync();
    }

    [Fact]
    public async Task With_an_inline_executor_and_a_synchronous_store_a_login_completes_synchronously()
    {
        await using var host = new EngineFixture();
        Task<LoginResult> login = host.Engine.AuthenticateAsync(new LoginAttempt("anna", "wrong"u8.ToArray(), EngineFixture.Connection()), TestContext.Current.CancellationToken).AsTask();
        Assert.True(login.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Usage_records_successful_logins_alone()
    {
        var host = new EngineFixture();
        await host.LoginAsync("anna", connection: EngineFixture.Connection() with { ClientId = "Outlook 2003" });
        await host.LoginAsync("anna", "wrong");
        await host.LoginAsync("anna@domain.se");
        await host.DisposeAsync();
        Assert.Equal(
            [("anna@domain.se", UsernameForm.LocalPart, "Outlook 2003", "TLSv1.3"), ("anna@domain.se", UsernameForm.FullAddress, null, "TLSv1.3")],
            host.Usage.Snapshot().Select(record => (record.Address, record.Form, record.ClientId, record.TlsVersion)));
    }

    [Fact]
    public async Task A_ratchet_that_nobody_keeps_records_for_is_told_when_the_engine_is_made()
    {
        await using var host = new EngineFixture(options => options.Transition.RatchetDays = 30);
        Assert.DoesNotContain("ratchetDays", host.Log, StringComparison.Ordinal);
        var log = new RecordingLoggerFactory();
        await using var engine = new MailAuthenticator(host.Options, host.Store, loggerFactory: log);
        Assert.Contains("ratchetDays", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_line_names_the_rule_and_escapes_what_was_sent()
    {
        await using var host = new EngineFixture(now: EngineFixture.After);
        await host.LoginAsync("anna");
        await host.LoginAsync("anna\n1601 Accepted\u001b[0m", "hemligt-ord");
        Assert.Contains("rule transition.closed", host.Log, StringComparison.Ordinal);
        Assert.Contains("anna\\x0A1601 Accepted\\x1B[0m", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_secret_reaches_the_log()
    {
        await using var host = new EngineFixture();
        foreach (Account account in EngineFixture.ScenarioAccounts())
        {
            await host.LoginAsync(account.Address);
            await host.LoginAsync(account.Address, "hemligt-ord");
        }

        Assert.Contains("Accepted", host.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("hemligt-ord", host.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(EngineFixture.RightPassword, host.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("$argon2id$", host.Log, StringComparison.Ordinal);
    }

    private static (LoginStatus Status, LoginReason Reason) Outcome(LoginResult result) => (result.Status, result.Reason);
}
