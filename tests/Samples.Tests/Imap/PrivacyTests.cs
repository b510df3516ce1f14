using System.Net;
using Samples.Tests.Connections;

namespace Samples.Tests.Imap;

/// <summary>No plaintext mechanism without TLS unless the operator says so for a network, and nothing plain is read as if it had come over TLS.</summary>
public sealed class PrivacyTests
{
    [Fact]
    public async Task Capabilities_before_TLS_offer_no_login_and_after_it_two_mechanisms()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await Wire.ConnectAsync(host.StartTlsPort);

        Assert.Equal("* OK [CAPABILITY IMAP4rev1 LITERAL+ ID STARTTLS LOGINDISABLED] Ready", await wire.ReadLineAsync());
        Assert.Equal("* CAPABILITY IMAP4rev1 LITERAL+ ID STARTTLS LOGINDISABLED", (await wire.DialogAsync("a CAPABILITY"))[0]);
        Assert.StartsWith("b OK ", await wire.CommandAsync("b STARTTLS"), StringComparison.Ordinal);
        await wire.StartTlsAsync("mail.domain.se");
        Assert.Equal("* CAPABILITY IMAP4rev1 LITERAL+ ID SASL-IR AUTH=PLAIN AUTH=LOGIN", (await wire.DialogAsync("c CAPABILITY"))[0]);
        Assert.StartsWith("d BAD ", await wire.CommandAsync("d STARTTLS"), StringComparison.Ordinal);
        Assert.StartsWith("e OK [CAPABILITY IMAP4rev1 ", await wire.CommandAsync("e LOGIN kalle secret"), StringComparison.Ordinal);
        Assert.DoesNotContain("AUTH=", (await wire.DialogAsync("f CAPABILITY"))[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a LOGIN kalle secret")]
    [InlineData("a LOGIN kalle {6+}\r\nsecret")]
    [InlineData("a LOGIN {5}")]
    [InlineData("a AUTHENTICATE PLAIN AGthbGxlAHNlY3JldA==")]
    [InlineData("a AUTHENTICATE PLAIN")]
    [InlineData("a AUTHENTICATE LOGIN")]
    public async Task A_login_without_TLS_is_refused_before_the_engine_and_before_the_password_where_that_is_still_possible(string line)
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.ConnectPlainAsync();

        Assert.StartsWith("a NO [PRIVACYREQUIRED] ", await wire.CommandAsync(line), StringComparison.Ordinal);
        Assert.Empty(host.Engine.Attempts);
    }

    [Theory]
    [InlineData("a LOGIN kalle {0}")]
    [InlineData("a AUTHENTICATE PLAIN", "{1}")]
    [InlineData("a AUTHENTICATE PLAIN {1}")]
    public async Task Without_TLS_the_right_password_and_a_wrong_one_are_the_same_dialog_to_the_byte(params string[] lines)
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        Assert.Equal(await TranscriptAsync(host, lines, "wrong1"), await TranscriptAsync(host, lines, "secret"));
        Assert.Empty(host.Engine.Attempts);
    }

    [Fact]
    public async Task A_network_that_the_operator_excepted_may_log_in_without_TLS_and_no_other()
    {
        await using ImapTestHost excepted = await ImapTestHost.StartAsync(plaintextNetworks: [IPNetwork.Parse("127.0.0.0/8")]);
        await using Wire wire = await excepted.ConnectPlainAsync();
        Assert.Equal("* CAPABILITY IMAP4rev1 LITERAL+ ID STARTTLS SASL-IR AUTH=PLAIN AUTH=LOGIN", (await wire.DialogAsync("a CAPABILITY"))[0]);
        Assert.StartsWith("b OK ", await wire.CommandAsync("b LOGIN kalle secret"), StringComparison.Ordinal);
        Assert.False(Assert.Single(excepted.Engine.Attempts).Connection.Tls);

        await using ImapTestHost other = await ImapTestHost.StartAsync(plaintextNetworks: [IPNetwork.Parse("192.0.2.0/24")]);
        await using Wire refused = await other.ConnectPlainAsync();
        Assert.StartsWith("b NO [PRIVACYREQUIRED] ", await refused.CommandAsync("b LOGIN kalle secret"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a STARTTLS\r\nb LOGIN kalle secret\r\n")]
    [InlineData("a STARTTLS\r\nb")]
    public async Task Plaintext_behind_STARTTLS_is_thrown_away(string sent)
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.ConnectPlainAsync();

        await wire.SendAsync(sent);

        Assert.StartsWith("a OK ", await wire.ReadLineAsync(), StringComparison.Ordinal);
        await wire.StartTlsAsync("mail.domain.se");
        Assert.StartsWith("c OK ", await wire.CommandAsync("c NOOP"), StringComparison.Ordinal);
        Assert.Empty(host.Engine.Attempts);
        Assert.Contains(host.Log.Lines, line => line.StartsWith("3005 ", StringComparison.Ordinal));
        await host.AssertHealthyAsync();
    }

    [Fact]
    public async Task Plaintext_instead_of_a_handshake_ends_the_connection_and_is_no_command()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.ConnectPlainAsync();

        Assert.StartsWith("a OK ", await wire.CommandAsync("a STARTTLS"), StringComparison.Ordinal);
        await wire.SendAsync("b LOGIN kalle secret\r\nb LOGIN kalle secret\r\n");
        string line;
        do
        {
            line = await wire.ReadRawLineAsync();
            Assert.DoesNotContain("b ", line, StringComparison.Ordinal);
        }
        while (!line.EndsWith("(closed)", StringComparison.Ordinal));

        Assert.Empty(host.Engine.Attempts);
        await host.AssertHealthyAsync();
    }

    [Fact]
    public async Task Commands_may_be_pipelined_where_no_TLS_begins()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        await wire.SendAsync("a NOOP\r\nb LOGIN kalle {6+}\r\nsecret\r\nc SELECT inbox\r\nd LOGOUT\r\n");

        IReadOnlyList<string> lines = await wire.ReadToTagAsync("d");
        Assert.StartsWith("a OK ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("b OK ", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("d OK ", lines[^1], StringComparison.Ordinal);
        Assert.Equal("(closed)", await wire.ReadLineAsync());
    }

    private static async Task<string> TranscriptAsync(ImapTestHost host, string[] lines, string password)
    {
        await using Wire wire = await host.ConnectPlainAsync();
        string plain = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"\0kalle\0{password}"));
        List<string> answers = [];
        foreach (string line in lines)
        {
            answers.Add(await wire.CommandAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, line, password, plain)));
        }

        return string.Join('\n', [.. answers, await wire.CommandAsync("z LOGOUT")]);
    }
}
