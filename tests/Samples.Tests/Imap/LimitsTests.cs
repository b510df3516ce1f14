using System.Text;
using MailHost.Connections;
using Samples.Tests.Connections;

namespace Samples.Tests.Imap;

/// <summary>Limits of size, number and time, and that nothing a client sends harms the server.</summary>
public sealed class LimitsTests
{
    [Fact]
    public async Task An_over_long_line_is_BAD_and_the_session_goes_on()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        Assert.StartsWith("a BAD ", await wire.CommandAsync("a LOGIN kalle " + new string('x', 8192)), StringComparison.Ordinal);
        Assert.StartsWith("b BAD ", await wire.CommandAsync("b LOGIN kalle " + new string('x', 60_000)), StringComparison.Ordinal);
        Assert.Empty(host.Engine.Attempts);
        Assert.StartsWith("c OK ", await wire.CommandAsync("c LOGIN kalle secret"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_at_the_limit_is_a_command()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        string line = "a LOGIN kalle ";
        await wire.CommandAsync(line + new string('x', 8192 - line.Length));

        Assert.Equal(8192 - line.Length, Assert.Single(host.Engine.Attempts).PasswordBytes.Length);
        Assert.StartsWith("b BAD ", await wire.CommandAsync("b LOGIN kalle " + new string('x', 8193 - line.Length)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_without_an_end_ends_the_connection()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        await wire.SendAsync("a LOGIN kalle " + new string('x', 100_000));

        Assert.StartsWith("a BAD ", await wire.ReadLineAsync(), StringComparison.Ordinal);
        Assert.StartsWith("* BYE ", await wire.ReadLineAsync(), StringComparison.Ordinal);
        await host.AssertHealthyAsync();
    }

    [Fact]
    public async Task A_literal_that_is_too_large_is_refused_before_it_is_sent()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        Assert.StartsWith("+ ", await wire.CommandAsync("a LOGIN {4096}"), StringComparison.Ordinal);
        Assert.StartsWith("a BAD ", await wire.CommandAsync(new string('x', 4096)), StringComparison.Ordinal);
        Assert.StartsWith("b NO [LIMIT] ", await wire.CommandAsync("b LOGIN {4097}"), StringComparison.Ordinal);
        Assert.StartsWith("c NO [LIMIT] ", await wire.CommandAsync("c LOGIN {99999999999999999999}"), StringComparison.Ordinal);
        Assert.StartsWith("d OK ", await wire.CommandAsync("d LOGIN kalle secret"), StringComparison.Ordinal);
        Assert.StartsWith("e NO [NOPERM] ", await wire.CommandAsync("e APPEND INBOX {310}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_literal_that_is_too_large_and_sent_at_once_ends_the_connection()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        await wire.SendAsync("a LOGIN kalle {4097+}\r\n");

        Assert.StartsWith("a BAD ", await wire.ReadLineAsync(), StringComparison.Ordinal);
        Assert.StartsWith("* BYE ", await wire.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal("(closed)", await wire.ReadLineAsync());
        await host.AssertHealthyAsync();
    }

    [Fact]
    public async Task A_command_of_many_literals_is_bounded()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        var command = new StringBuilder("a X");
        for (int i = 0; i < 5; i++)
        {
            command.Append(" {4000+}\r\n").Append('x', 4000);
        }

        await wire.SendAsync(command.ToString());
        Assert.StartsWith("a BAD ", await wire.ReadLineAsync(), StringComparison.Ordinal);
        Assert.StartsWith("* BYE ", await wire.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_of_12288_octets_is_taken_and_a_longer_one_is_BAD()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        Assert.Equal("+ ", await wire.CommandAsync("a AUTHENTICATE PLAIN"));
        Assert.StartsWith("a NO [AUTHENTICATIONFAILED] ", await wire.CommandAsync("AGEA" + new string('A', 12_284)), StringComparison.Ordinal);
        Assert.Equal(9216 - 3, Assert.Single(host.Engine.Attempts).PasswordBytes.Length);
        Assert.Equal("+ ", await wire.CommandAsync("b AUTHENTICATE PLAIN"));
        Assert.StartsWith("b BAD ", await wire.CommandAsync("AGEA" + new string('A', 12_288)), StringComparison.Ordinal);
        Assert.StartsWith("c OK ", await wire.CommandAsync("c LOGIN kalle secret"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_ends_no_command_in_a_minute_before_the_login_is_sent_away()
    {
        TimeSpan minute = TimeSpan.FromMinutes(1);
        await using ImapTestHost host = await ImapTestHost.StartAsync(limits: new ConnectionLimits { TimeToTakeAnswer = TimeSpan.FromHours(1) });
        await using Wire member = await host.LogInAsync();
        await host.Time.WaitForTimerAsync(TimeSpan.FromMinutes(30));
        int before = host.Time.CountTimers(minute);
        await using Wire silent = await host.ConnectPlainAsync();
        await host.Time.WaitForTimerAsync(minute, before + 1);
        await using Wire slow = await host.ConnectPlainAsync();
        await host.Time.WaitForTimerAsync(minute, before + 2);

        host.Time.Advance(TimeSpan.FromSeconds(40));
        await slow.SendAsync("a LOGIN kalle {6+}\r\n");
        await host.Time.WaitForTimerAsync(TimeSpan.FromSeconds(20));
        host.Time.Advance(TimeSpan.FromSeconds(20));

        Assert.StartsWith("* BYE ", await silent.ReadLineAsync(), StringComparison.Ordinal);
        Assert.StartsWith("* BYE ", await slow.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal("(closed)", await silent.ReadLineAsync());
        Assert.StartsWith("b OK ", await member.CommandAsync("b NOOP"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_keeps_busy_but_does_not_log_in_is_sent_away_after_three_minutes()
    {
        TimeSpan minute = TimeSpan.FromMinutes(1);
        await using ImapTestHost host = await ImapTestHost.StartAsync(limits: new ConnectionLimits { TimeToTakeAnswer = TimeSpan.FromHours(1) });
        await using Wire busy = await host.ConnectPlainAsync();
        for (int round = 1; round <= 3; round++)
        {
            await host.Time.WaitForTimerAsync(minute, round);
            host.Time.Advance(TimeSpan.FromSeconds(50));
            Assert.StartsWith("a OK ", await busy.CommandAsync("a NOOP"), StringComparison.Ordinal);
        }

        await host.Time.WaitForTimerAsync(TimeSpan.FromSeconds(30));
        host.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.StartsWith("* BYE ", await busy.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal("(closed)", await busy.ReadLineAsync());
    }

    [Fact]
    public async Task A_handshake_that_does_not_end_in_a_minute_ends_the_connection()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire silent = await Wire.ConnectAsync(host.TlsPort);
        await host.Time.WaitForTimerAsync(TimeSpan.FromMinutes(1));

        host.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("(closed)", await silent.ReadLineAsync());
        await host.AssertHealthyAsync();
    }

    [Fact]
    public async Task Too_many_bad_commands_in_a_row_end_the_connection()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync(limits: new ConnectionLimits { BadCommands = 3 });
        await using Wire wire = await host.ConnectAsync();
        foreach (string line in (string[])["a X", "a X", "a NOOP", "a X", "a X", "a X"])
        {
            await wire.CommandAsync(line);
        }

        Assert.StartsWith("* BYE ", await wire.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_too_many_is_closed_and_a_place_that_is_free_again_is_given()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync(limits: new ConnectionLimits { Connections = 1 });
        await using (Wire first = await host.ConnectPlainAsync())
        {
            await using Wire second = await Wire.ConnectAsync(host.StartTlsPort);
            Assert.Equal("(closed)", await second.ReadLineAsync());
            await first.DialogAsync("a LOGOUT");
            Assert.Equal("(closed)", await first.ReadLineAsync());
        }

        string greeting;
        do
        {
            // The place is given back when the server has closed its side, which no client can see.
            await using Wire next = await Wire.ConnectAsync(host.StartTlsPort);
            greeting = await next.ReadLineAsync();
        }
        while (greeting == "(closed)");

        Assert.StartsWith("* OK ", greeting, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_stops_says_goodbye()
    {
        ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();
        await using Wire member = await host.LogInAsync();

        Task stopped = host.DisposeAsync().AsTask();

        Assert.StartsWith("* BYE ", await wire.ReadLineAsync(), StringComparison.Ordinal);
        Assert.StartsWith("* BYE ", await member.ReadLineAsync(), StringComparison.Ordinal);
        await stopped;
    }

    [Fact]
    public async Task Garbage_of_every_kind_leaves_a_server_that_still_logs_in()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        var random = new Random(2009_09_07);
        string[] pieces =
        [
            "a", " ", "LOGIN", "kalle", "\"", "\\", "{5}", "{5+}", "{4294967296+}", "{-1}", "\r\n", "\n", "\r", "AUTHENTICATE", "PLAIN", "LOGIN", "=", "*", "AGthbGxlAHNlY3JldA==", "(", ")",
            "[", "<0.1>", "ID", "NIL", "STARTTLS", "FETCH", "UID", "SEARCH", "NOT", "OR", "1:*", "BODY[", "HEADER.FIELDS", "SELECT", "INBOX", "STATUS", "LIST", "%", "CAPABILITY", "\0", "\u00FF", "+",
        ];
        for (int round = 0; round < 150; round++)
        {
            var sent = new StringBuilder();
            if (round % 3 == 0)
            {
                sent.Append("a LOGIN kalle secret\r\nb SELECT INBOX\r\n");
            }

            for (int i = random.Next(1, 60); i > 0; i--)
            {
                if (random.Next(4) == 0)
                {
                    byte[] noise = new byte[random.Next(1, 40)];
                    random.NextBytes(noise);
                    sent.Append(Encoding.Latin1.GetString(noise));
                }
                else
                {
                    sent.Append(pieces[random.Next(pieces.Length)]).Append(random.Next(3) == 0 ? "\r\nx " : " ");
                }
            }

            await using Wire wire = round % 2 == 0 ? await host.ConnectAsync() : await host.ConnectPlainAsync();
            try
            {
                await wire.SendAsync(sent.ToString());
            }
            catch (IOException)
            {
                // The server had enough and closed.
            }
        }

        byte[] deep = Encoding.Latin1.GetBytes("c SEARCH " + new string('(', 8000) + "\r\n");
        await using (Wire wire = await host.LogInAsync())
        {
            await wire.DialogAsync("b SELECT INBOX");
            await wire.SendAsync(deep);
            Assert.StartsWith("c BAD ", await wire.ReadLineAsync(), StringComparison.Ordinal);
        }

        await host.AssertHealthyAsync();
        Assert.DoesNotContain(host.Log.Lines, line => line.StartsWith("3002 ", StringComparison.Ordinal));
    }
}
