using System.Net;
using Samples.Tests.Connections;

namespace Samples.Tests.Pop3;

/// <summary>No plaintext mechanism without TLS unless the operator says so for a network, and nothing plain is read as if it had come over TLS.</summary>
public sealed class PrivacyTests
{
    private const string TlsRequired = "-ERR Switch on encryption (TLS) before logging in.";

    private static readonly string[] Always = ["+OK Capabilities", "TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING"];

    [Fact]
    public async Task Capabilities_change_with_TLS_and_with_the_login()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using Wire wire = await host.ConnectPlainAsync();

        Assert.Equal([.. Always, "STLS"], await wire.MultilineAsync("CAPA"));
        Assert.Equal("+OK Begin TLS now", await wire.CommandAsync("STLS"));
        await wire.StartTlsAsync("mail.domain.se");
        Assert.Equal([.. Always, "USER", "SASL PLAIN LOGIN"], await wire.MultilineAsync("CAPA"));
        await wire.LastAsync("USER kalle", "PASS secret");
        Assert.Equal(Always, await wire.MultilineAsync("CAPA"));
    }

    [Theory]
    [InlineData("USER kalle")]
    [InlineData("USER nobody")]
    [InlineData("USER")]
    [InlineData("PASS secret")]
    [InlineData("AUTH")]
    [InlineData("AUTH PLAIN")]
    [InlineData("AUTH PLAIN AGthbGxlAHNlY3JldA==")]
    [InlineData("AUTH LOGIN")]
    [InlineData("AUTH CRAM-MD5")]
    public async Task A_login_without_TLS_is_refused_before_the_engine_and_before_the_password_where_that_is_still_possible(string line)
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using Wire wire = await host.ConnectPlainAsync();

        Assert.Equal(TlsRequired, await wire.CommandAsync(line));
        Assert.Empty(host.Engine.Attempts);
    }

    [Fact]
    public async Task Without_TLS_the_right_password_and_a_wrong_one_are_the_same_dialog()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();

        var dialogs = new HashSet<string>();
        foreach (string[] lines in (string[][])[["USER kalle", "PASS secret"], ["USER kalle", "PASS wrong"], ["USER nobody", "PASS secret"]])
        {
            await using Wire wire = await host.ConnectPlainAsync();
            dialogs.Add($"{await wire.CommandAsync(lines[0])} {await wire.CommandAsync(lines[1])} {await wire.CommandAsync("QUIT")}");
        }

        Assert.Equal($"{TlsRequired} {TlsRequired} +OK Bye", Assert.Single(dialogs));
        Assert.Empty(host.Engine.Attempts);
    }

    [Fact]
    public async Task A_network_that_the_operator_excepted_may_log_in_without_TLS_and_no_other()
    {
        await using Pop3TestHost excepted = await Pop3TestHost.StartAsync(plaintextNetworks: [IPNetwork.Parse("127.0.0.0/8")]);
        await using Wire wire = await excepted.ConnectPlainAsync();
        Assert.Equal([.. Always, "STLS", "USER", "SASL PLAIN LOGIN"], await wire.MultilineAsync("CAPA"));
        Assert.Equal("+OK Send the password.", await wire.CommandAsync("USER kalle"));
        Assert.Equal("+OK Logged in.", await wire.CommandAsync("PASS secret"));
        Assert.False(Assert.Single(excepted.Engine.Attempts).Connection.Tls);
        Assert.Equal(Always, await wire.MultilineAsync("CAPA"));
        Assert.StartsWith("-ERR STLS comes before the login", await wire.CommandAsync("STLS"), StringComparison.Ordinal);

        await using Pop3TestHost other = await Pop3TestHost.StartAsync(plaintextNetworks: [IPNetwork.Parse("192.0.2.0/24")]);
        await using Wire refused = await other.ConnectPlainAsync();
        Assert.Equal(TlsRequired, await refused.CommandAsync("USER kalle"));
    }

    [Fact]
    public async Task STLS_under_TLS_is_refused()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();
        Assert.Equal("-ERR TLS is on already", await wire.CommandAsync("STLS"));
        await using Wire member = await host.LogInAsync();
        Assert.Equal("-ERR TLS is on already", await member.CommandAsync("STLS"));
    }

    [Fact]
    public async Task A_username_that_was_sent_before_STLS_is_forgotten()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync(plaintextNetworks: [IPNetwork.Parse("127.0.0.0/8")]);
        await using Wire wire = await host.ConnectPlainAsync();

        Assert.Equal("+OK Begin TLS now", await wire.LastAsync("USER forged", "STLS"));
        await wire.StartTlsAsync("mail.domain.se");

        Assert.Equal("-ERR Send USER first", await wire.CommandAsync("PASS secret"));
        Assert.Empty(host.Engine.Attempts);
        Assert.Equal("+OK Logged in.", await wire.LastAsync("USER kalle", "PASS secret"));
        Assert.Equal("mail.domain.se", Assert.Single(host.Engine.Attempts).Connection.ServerName);
    }

    [Theory]
    [InlineData("STLS\r\nUSER kalle\r\nPASS secret\r\n")]
    [InlineData("STLS\r\nU")]
    public async Task Plaintext_behind_STLS_is_thrown_away(string sent)
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using Wire wire = await host.ConnectPlainAsync();

        await wire.SendAsync(sent);

        Assert.Equal("+OK Begin TLS now", await wire.ReadLineAsync());
        await wire.StartTlsAsync("mail.domain.se");
        Assert.Equal("-ERR Send USER first", await wire.CommandAsync("PASS secret"));
        Assert.Empty(host.Engine.Attempts);
        Assert.Contains(host.Log.Lines, line => line.StartsWith("3005 ", StringComparison.Ordinal));
        await host.AssertHealthyAsync();
    }

    [Fact]
    public async Task Plaintext_instead_of_a_handshake_ends_the_connection_and_is_no_command()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using Wire wire = await host.ConnectPlainAsync();

        Assert.Equal("+OK Begin TLS now", await wire.CommandAsync("STLS"));
        await wire.SendAsync("USER kalle\r\nPASS secret\r\n");
        string line;
        do
        {
            line = await wire.ReadRawLineAsync();
            Assert.DoesNotContain("+OK", line, StringComparison.Ordinal);
            Assert.DoesNotContain("-ERR", line, StringComparison.Ordinal);
        }
        while (!line.EndsWith("(closed)", StringComparison.Ordinal));

        Assert.Empty(host.Engine.Attempts);
        await host.AssertHealthyAsync();
    }
}
