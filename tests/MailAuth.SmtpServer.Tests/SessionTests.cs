using System.Net;
using MailAuth.SmtpServer.Tests.Sessions;
using Microsoft.Extensions.DependencyInjection;
using global::SmtpServer.Authentication;

namespace MailAuth.SmtpServer.Tests;

/// <summary>What a session remembers, and for how long.</summary>
public sealed class SessionTests : IAsyncDisposable
{
    private readonly Host host = new(static adapter => adapter.PlaintextNetworks = [IPNetwork.Parse("203.0.113.7/32")]);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_failed_second_login_does_not_leave_the_first_one()
    {
        Client client = host.Connect();
        await client.AuthAsync("kalle@domain.se", Host.Password);
        Assert.Equal(Answer.No, await client.AuthAsync("anna@domain.se", "wrong"));
        Assert.Null(client.Context.GetLoginResult());
        Assert.DoesNotContain(SessionContextExtensions.LoginResultKey, client.Properties.Keys);
        Assert.DoesNotContain(SessionContextExtensions.AddressKey, client.Properties.Keys);
        Assert.StartsWith("530 5.7.0 ", (await client.MailAsync("kalle", "domain.se")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_before_STARTTLS_does_not_survive_it()
    {
        Client client = host.Connect(tls: false);
        Assert.Equal(Answer.Yes, await client.AuthAsync("kalle@domain.se", Host.Password));
        Assert.Equal("kalle@domain.se", client.Context.GetCanonicalAddress());
        client.Tls = true;
        Assert.StartsWith("530 5.7.0 ", (await client.MailAsync("kalle", "domain.se")).Text, StringComparison.Ordinal);
        Assert.Null(client.Context.GetCanonicalAddress());
        Assert.DoesNotContain(SessionContextExtensions.LoginResultKey, client.Properties.Keys);
        Assert.DoesNotContain(SessionContextExtensions.AddressKey, client.Properties.Keys);
    }

    [Fact]
    public async Task A_login_that_something_around_the_authenticator_turned_down_is_none()
    {
        Client client = host.Connect();
        var factory = host.Services.GetRequiredService<IUserAuthenticatorFactory>();
        Assert.True(await factory.CreateInstance(client.Context).AuthenticateAsync(client.Context, "kalle@domain.se", Host.Password, TestContext.Current.CancellationToken));
        Assert.Null(client.Context.GetLoginResult());
        Assert.StartsWith("530 5.7.0 ", (await client.MailAsync("kalle", "domain.se")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_has_logged_in_on_a_new_session()
    {
        Client client = host.Connect();
        Assert.Null(client.Context.GetLoginResult());
        Assert.Null(client.Context.GetCanonicalAddress());
    }

    [Fact]
    public async Task The_third_wrong_password_is_SmtpServers_to_count()
    {
        Client client = host.Connect();
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(Answer.No, await client.AuthAsync("kalle@domain.se", "wrong"));
        }
    }

    [Fact]
    public async Task Failures_that_SmtpServer_does_not_count_end_the_session_too()
    {
        host.Clock.SetUtcNow(Host.After);
        Client client = host.Connect();
        Assert.False((await client.AuthAsync("kalle", Host.Password)).Quit);
        Assert.False((await client.AuthAsync("kalle", Host.Password)).Quit);
        Answer last = await client.AuthAsync("kalle", Host.Password);
        Assert.True(last.Quit);
        Assert.StartsWith("535 5.7.8 Log in with your full e-mail address", last.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failures_of_both_kinds_are_counted_together()
    {
        host.Clock.SetUtcNow(Host.After);
        Client client = host.Connect();
        Assert.Equal(Answer.No, await client.AuthAsync("kalle", "wrong"));
        Assert.False((await client.AuthAsync("kalle", Host.Password)).Quit);
        Assert.Equal(new Answer("535 5.7.8 The username or the password is not right.", true), await client.AuthAsync("kalle", "wrong"));
    }

    [Fact]
    public async Task Temporary_failures_and_logins_without_TLS_are_counted_too()
    {
        host.Clock.SetUtcNow(Host.InBrownout);
        Client client = host.Connect();
        Assert.False((await client.AuthAsync("kalle", "wrong")).Quit);
        Assert.False((await client.AuthAsync("kalle", "wrong")).Quit);
        Assert.True((await client.AuthAsync("kalle", "wrong")).Quit);

        Client plain = host.Connect(tls: false, remote: "203.0.113.8");
        Assert.False((await plain.AuthAsync("kalle", "wrong")).Quit);
        Assert.False((await plain.AuthAsync("kalle", "wrong")).Quit);
        Assert.True((await plain.AuthAsync("kalle", "wrong")).Quit);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(5, 5)]
    public async Task The_limit_is_the_servers_own_but_never_under_three(int attempts, int closedAt)
    {
        host.Clock.SetUtcNow(Host.After);
        Client client = host.Connect(attempts: attempts);
        for (int i = 1; i <= closedAt; i++)
        {
            Assert.Equal(i == closedAt, (await client.AuthAsync("kalle", Host.Password)).Quit);
        }
    }
}
