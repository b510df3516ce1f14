using System.Text;
using Samples.Tests.Connections;

namespace Samples.Tests.Pop3;

/// <summary>AUTH (RFC 5034): its exchange, and all that can go wrong in it.</summary>
public sealed class SaslTests
{
    [Fact]
    public async Task AUTH_alone_lists_the_mechanisms()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        Assert.Equal(["+OK Mechanisms", "PLAIN", "LOGIN"], await wire.MultilineAsync("AUTH"));
        Assert.Equal(["+OK Mechanisms", "PLAIN", "LOGIN"], await wire.MultilineAsync("auth "));
    }

    [Fact]
    public async Task Challenges_are_those_of_the_mechanism()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        Assert.Equal("+ ", await wire.CommandAsync("AUTH PLAIN"));
        Assert.StartsWith("-ERR [AUTH] ", await wire.CommandAsync("AGthbGxlAHdyb25n"), StringComparison.Ordinal);
        Assert.Equal("+ VXNlcm5hbWU6", await wire.CommandAsync("AUTH LOGIN"));
        Assert.Equal("+ UGFzc3dvcmQ6", await wire.CommandAsync("a2FsbGU="));
        Assert.Equal("+OK Logged in.", await wire.CommandAsync("c2VjcmV0"));
    }

    [Fact]
    public async Task The_authorization_identity_of_PLAIN_reaches_the_engine()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        await wire.CommandAsync("AUTH PLAIN " + Convert.ToBase64String("lisa@domain.se\0kalle@domain.se\0secret"u8));

        Assert.Equal("lisa@domain.se"u8.ToArray(), Assert.Single(host.Engine.Attempts).AuthorizationIdentity);
    }

    [Theory]
    [InlineData("-ERR Authentication cancelled.", "AUTH PLAIN", "*")]
    [InlineData("-ERR Authentication cancelled.", "AUTH PLAIN *")]
    [InlineData("-ERR Authentication cancelled.", "AUTH LOGIN", "a2FsbGU=", "*")]
    [InlineData("-ERR The response is not base64.", "AUTH PLAIN", "@@@@")]
    [InlineData("-ERR The response is not base64.", "AUTH PLAIN", "AGthbGxlAHNlY3JldA")]
    [InlineData("-ERR The response is not base64.", "AUTH PLAIN AGthbGxl!!")]
    [InlineData("-ERR The response is not base64.", "AUTH PLAIN AGthbGxlAHNlY3JldA== AA==")]
    [InlineData("-ERR The response is not base64.", "AUTH LOGIN", "=")]
    [InlineData("-ERR Unknown authentication mechanism.", "AUTH CRAM-MD5")]
    [InlineData("-ERR Unknown authentication mechanism.", "AUTH =")]
    [InlineData("-ERR Unknown authentication mechanism.", "AUTH \u00FF\0")]
    [InlineData("-ERR [AUTH] The username or the password is not right.", "AUTH PLAIN =")]
    [InlineData("-ERR [AUTH] The username or the password is not right.", "AUTH PLAIN", "")]
    [InlineData("-ERR [AUTH] The username or the password is not right.", "AUTH PLAIN a2FsbGU=")]
    public async Task What_is_no_login_never_reaches_the_engine_and_the_next_one_works(string expected, params string[] lines)
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        Assert.Equal(expected, await wire.LastAsync(lines));

        Assert.Empty(host.Engine.Attempts);
        Assert.Equal("+OK Logged in.", await wire.CommandAsync("AUTH PLAIN AGthbGxlAHNlY3JldA=="));
    }

    [Fact]
    public async Task An_empty_initial_response_to_LOGIN_is_an_empty_username()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        Assert.Equal("+ UGFzc3dvcmQ6", await wire.CommandAsync("AUTH LOGIN ="));
        await wire.CommandAsync("c2VjcmV0");

        Assert.Equal("", Assert.Single(host.Engine.Attempts).Username);
    }

    [Fact]
    public async Task A_response_of_12288_octets_is_taken_and_a_longer_one_is_not()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        Assert.StartsWith("-ERR [AUTH] ", await wire.LastAsync("AUTH PLAIN", "AGEA" + new string('A', 12_284)), StringComparison.Ordinal);
        Assert.Equal(9216 - 3, Assert.Single(host.Engine.Attempts).PasswordBytes.Length);
        Assert.Equal("-ERR The authentication line is too long.", await wire.LastAsync("AUTH PLAIN", "AGEA" + new string('A', 12_285)));
        Assert.Equal("-ERR Line too long", await wire.LastAsync("AUTH PLAIN AGEA" + new string('A', 12_288)));
        Assert.Single(host.Engine.Attempts);
        Assert.Equal("+OK Logged in.", await wire.LastAsync("USER kalle", "PASS secret"));
    }

    [Fact]
    public async Task A_response_without_an_end_closes_the_connection()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        Assert.Equal("+ ", await wire.CommandAsync("AUTH PLAIN"));
        await wire.SendAsync(Encoding.ASCII.GetBytes(new string('A', 100_000)));

        Assert.Equal("(closed)", await wire.ReadLineAsync());
        await host.AssertHealthyAsync();
    }
}
