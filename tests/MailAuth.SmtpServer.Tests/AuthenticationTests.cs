using System.Net;
using MailAuth.Accounts;
using MailAuth.SmtpServer.Tests.Sessions;

namespace MailAuth.SmtpServer.Tests;

/// <summary>AUTH: who is let in, and what the others are told.</summary>
public sealed class AuthenticationTests : IAsyncDisposable
{
    private const string UseFullAddress = "535 5.7.8 Log in with your full e-mail address kalle@domain.se as the username; the short name stopped working.";

    private readonly Host host = new();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData("kalle@domain.se")]
    [InlineData("kalle")]
    [InlineData("KALLE@Domain.SE")]
    public async Task Both_forms_are_let_in_before_the_change_as_the_same_account(string typed)
    {
        Client client = host.Connect();
        Assert.Equal(Answer.Yes, await client.AuthAsync(typed, Host.Password));
        Assert.Equal("kalle@domain.se", client.Context.GetCanonicalAddress());
        Assert.Equal("kalle@domain.se", client.Properties[SessionContextExtensions.AddressKey]);
        var result = Assert.IsType<LoginResult>(client.Properties[SessionContextExtensions.LoginResultKey]);
        Assert.Same(result, client.Context.GetLoginResult());
        Assert.Equal("kalle@domain.se", result.Account?.Address);
    }

    [Theory]
    [InlineData("kalle@domain.se", "wrong")]
    [InlineData("nobody@domain.se", Host.Password)]
    [InlineData("", Host.Password)]
    [InlineData("kalle@domain.se", "")]
    [InlineData("kalle\u0001", Host.Password)]
    public async Task Whatever_is_refused_is_SmtpServers_own_refusal(string user, string password)
    {
        Client client = host.Connect();
        Assert.Equal(Answer.No, await client.AuthAsync(user, password));
        Assert.Null(client.Context.GetLoginResult());
        Assert.DoesNotContain(SessionContextExtensions.AddressKey, client.Properties.Keys);
    }

    [Fact]
    public async Task The_right_password_in_the_closed_form_is_told_what_to_change_over_TLS_alone()
    {
        host.Clock.SetUtcNow(Host.After);
        Assert.Equal(new Answer(UseFullAddress, false), await host.Connect().AuthAsync("kalle", Host.Password));
        Assert.Equal(Answer.No, await host.Connect().AuthAsync("kalle", "wrong"));
        Assert.Equal(Answer.Yes, await host.Connect().AuthAsync("kalle@domain.se", Host.Password));

        await using var plain = new Host(static adapter => adapter.PlaintextNetworks = [IPNetwork.Parse("203.0.113.7/32")]);
        plain.Clock.SetUtcNow(Host.After);
        Assert.Equal(Answer.No, await plain.Connect(tls: false).AuthAsync("kalle", Host.Password));
        Assert.Equal(Answer.No, await plain.Connect(tls: false).AuthAsync("kalle", "wrong"));
        Assert.Equal(Answer.Yes, await plain.Connect(tls: false).AuthAsync("kalle@domain.se", Host.Password));
    }

    [Fact]
    public async Task An_account_that_is_switched_off_says_so_to_the_right_password_alone()
    {
        Assert.Equal(new Answer("535 5.7.8 Closed, call 08-123", false), await host.Connect().AuthAsync("stangd@domain.se", Host.Password));
        Assert.Equal(Answer.No, await host.Connect().AuthAsync("stangd@domain.se", "wrong"));
    }

    [Theory]
    [InlineData(Host.Password)]
    [InlineData("wrong")]
    public async Task In_a_brownout_a_bare_login_is_temporarily_unavailable_whatever_the_password(string password)
    {
        host.Clock.SetUtcNow(Host.InBrownout);
        Assert.Equal(
            new Answer("454 4.7.0 Login is not possible at the moment. Try again later.", false),
            await host.Connect().AuthAsync("kalle", password));
    }

    [Fact]
    public async Task A_store_that_fails_is_a_temporary_failure_and_lets_nobody_in()
    {
        await using var broken = new Host(store: StandIn.Of<IAccountStore>());
        Client client = broken.Connect();
        Assert.Equal(
            new Answer("454 4.7.0 Login is not possible at the moment. Try again later.", false),
            await client.AuthAsync("kalle@domain.se", Host.Password));
        Assert.Null(client.Context.GetLoginResult());
    }

    [Theory]
    [InlineData("kalle@domain.se", Host.Password)]
    [InlineData("kalle@domain.se", "wrong")]
    [InlineData("nobody@domain.se", "s\uFFFDmmar")]
    public async Task Without_TLS_there_is_one_answer_and_the_engine_is_not_asked(string user, string password)
    {
        Client client = host.Connect(tls: false);
        Assert.Equal(new Answer("504 5.5.4 Switch on encryption (TLS) before logging in.", false), await client.AuthAsync(user, password));
        Assert.Null(client.Context.GetLoginResult());
        Assert.StartsWith("1800 ", host.Logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(user, host.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_network_that_may_log_in_without_TLS_is_the_only_one()
    {
        await using var lan = new Host(static adapter => adapter.PlaintextNetworks = [IPNetwork.Parse("192.0.2.0/24"), IPNetwork.Parse("2001:db8::/32")]);
        Assert.Equal(Answer.Yes, await lan.Connect(tls: false, remote: "192.0.2.9").AuthAsync("kalle@domain.se", Host.Password));
        Assert.Equal(Answer.Yes, await lan.Connect(tls: false, remote: "::ffff:192.0.2.9").AuthAsync("kalle@domain.se", Host.Password));
        Assert.Equal(Answer.Yes, await lan.Connect(tls: false, remote: "2001:db8::1").AuthAsync("kalle@domain.se", Host.Password));
        Assert.StartsWith("504 ", (await lan.Connect(tls: false, remote: "192.0.3.9").AuthAsync("kalle@domain.se", Host.Password)).Text, StringComparison.Ordinal);
        Client unknown = lan.Connect(tls: false, remote: "192.0.2.9");
        unknown.Properties.Remove(global::SmtpServer.Net.EndpointListener.RemoteEndPointKey);
        Assert.StartsWith("504 ", (await unknown.AuthAsync("kalle@domain.se", Host.Password)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_sending_requires_TLS_by_now_a_login_without_it_looks_like_a_wrong_password()
    {
        await using var lan = new Host(
            static adapter => adapter.PlaintextNetworks = [IPNetwork.Parse("203.0.113.7/32")],
            static engine => engine.Submission.Tls = new() { TimeZone = "Europe/Stockholm", Closed = new(2009, 9, 7) });
        Assert.Equal(Answer.Yes, await lan.Connect(tls: false).AuthAsync("kalle@domain.se", Host.Password));
        lan.Clock.SetUtcNow(Host.After);
        Assert.Equal(Answer.No, await lan.Connect(tls: false).AuthAsync("kalle@domain.se", Host.Password));
        Assert.Equal(Answer.Yes, await lan.Connect(tls: true).AuthAsync("kalle@domain.se", Host.Password));
    }

    [Fact]
    public async Task A_password_that_was_not_UTF8_is_refused_even_where_the_replacement_is_what_is_stored()
    {
        Client client = host.Connect();
        Assert.Equal(Answer.No, await client.AuthAsync("latin@domain.se", "s\uFFFDmmar"));
        Assert.Null(client.Context.GetLoginResult());
        Assert.Contains("1801 ", host.Logs.Text, StringComparison.Ordinal);
        Assert.Contains("InvalidPassword", host.Logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("mmar", host.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_session_is_told_to_the_engine()
    {
        Client client = host.Connect();
        await client.AuthAsync("kalle", Host.Password);
        var record = Assert.Single(host.Usage.Snapshot());
        Assert.Equal(MailProtocol.Submission, record.Protocol);
        Assert.Equal("TLSv1.2", record.TlsVersion);
        Assert.Equal(Usernames.UsernameForm.LocalPart, record.Form);
    }

    [Fact]
    public async Task A_cancelled_session_ends_the_login()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        var client = new Client(host.Services) { SessionToken = source.Token };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.AuthAsync("kalle", Host.Password));
    }

    [Fact]
    public async Task The_delay_of_a_result_is_waited_out_on_the_hosts_clock_as_long_as_the_session_lives()
    {
        var result = new LoginResult { Delay = TimeSpan.FromSeconds(4) };
        Task waiting = MailAuthUserAuthenticator.WaitAsync(result, host.Clock, TestContext.Current.CancellationToken);
        host.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.False(waiting.IsCompleted);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await waiting;
        Assert.True(MailAuthUserAuthenticator.WaitAsync(new LoginResult(), host.Clock, TestContext.Current.CancellationToken).IsCompletedSuccessfully);

        using var session = new CancellationTokenSource();
        Task cancelled = MailAuthUserAuthenticator.WaitAsync(result, host.Clock, session.Token);
        await session.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
    }
}
