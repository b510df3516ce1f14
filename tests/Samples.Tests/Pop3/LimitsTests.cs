using System.Text;
using MailHost.Connections;
using Samples.Tests.Connections;

namespace Samples.Tests.Pop3;

/// <summary>What one client may take, and what becomes of it that takes more.</summary>
public sealed class LimitsTests
{
    [Fact]
    public async Task A_line_that_is_too_long_is_refused_and_one_without_an_end_closes_the_connection()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        Assert.Equal("+OK Send the password.", await wire.CommandAsync("USER " + new string('x', 8192 - 5)));
        Assert.Equal("-ERR Line too long", await wire.CommandAsync("USER " + new string('x', 8192 - 4)));
        await wire.SendAsync(new string('x', 100_000));
        Assert.Equal("-ERR Line too long", await wire.ReadLineAsync());
        Assert.Equal("(closed)", await wire.ReadLineAsync());
        await host.AssertHealthyAsync();
    }

    [Fact]
    public async Task Too_many_bad_commands_in_a_row_end_the_connection()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync(limits: new ConnectionLimits { BadCommands = 3 });
        await using Wire wire = await host.ConnectAsync();

        foreach (string line in (string[])["X", "X", "USER kalle", "X", "LIST"])
        {
            await wire.CommandAsync(line);
        }

        Assert.StartsWith("-ERR ", await wire.CommandAsync("X"), StringComparison.Ordinal);
        Assert.Equal("(closed)", await wire.ReadLineAsync());
    }

    [Fact]
    public async Task A_failed_login_is_no_bad_command()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync(limits: new ConnectionLimits { BadCommands = 1, FailedLogins = 5 });
        await using Wire wire = await host.ConnectAsync();

        await wire.LastAsync("USER kalle", "PASS wrong", "AUTH PLAIN a2FsbGU=", "USER kalle", "PASS wrong");

        Assert.Equal("+OK Logged in.", await wire.LastAsync("USER kalle", "PASS secret"));
    }

    [Fact]
    public async Task A_client_that_is_silent_for_a_minute_before_the_login_is_left_without_a_word_and_one_that_is_logged_in_has_half_an_hour()
    {
        TimeSpan minute = TimeSpan.FromMinutes(1);
        TimeSpan halfHour = TimeSpan.FromMinutes(30);
        await using Pop3TestHost host = await Pop3TestHost.StartAsync(limits: new ConnectionLimits { TimeToTakeAnswer = TimeSpan.FromHours(1) });
        await using Wire member = await host.LogInAsync();
        await host.Time.WaitForTimerAsync(halfHour);
        int before = host.Time.CountTimers(minute);
        await using Wire silent = await host.ConnectPlainAsync();
        await host.Time.WaitForTimerAsync(minute, before + 1);

        host.Time.Advance(minute);
        Assert.Equal("(closed)", await silent.ReadLineAsync());
        Assert.StartsWith("+OK", await member.CommandAsync("NOOP"), StringComparison.Ordinal);

        await host.Time.WaitForTimerAsync(halfHour, 2);
        host.Time.Advance(halfHour);
        Assert.Equal("(closed)", await member.ReadLineAsync());
    }

    [Fact]
    public async Task A_client_that_keeps_busy_but_does_not_log_in_is_left_after_three_minutes()
    {
        TimeSpan minute = TimeSpan.FromMinutes(1);
        await using Pop3TestHost host = await Pop3TestHost.StartAsync(limits: new ConnectionLimits { TimeToTakeAnswer = TimeSpan.FromHours(1) });
        await using Wire busy = await host.ConnectPlainAsync();
        for (int round = 1; round <= 3; round++)
        {
            await host.Time.WaitForTimerAsync(minute, round);
            host.Time.Advance(TimeSpan.FromSeconds(50));
            Assert.Equal("+OK Capabilities", (await busy.MultilineAsync("CAPA"))[0]);
        }

        await host.Time.WaitForTimerAsync(TimeSpan.FromSeconds(30));
        host.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("(closed)", await busy.ReadLineAsync());
    }

    [Fact]
    public async Task A_server_that_stops_says_so()
    {
        Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();
        await using Wire amid = await host.ConnectAsync();
        await amid.CommandAsync("AUTH LOGIN");

        Task stopped = host.DisposeAsync().AsTask();

        Assert.Equal("-ERR [SYS/TEMP] The server is shutting down", await wire.ReadLineAsync());
        Assert.Equal("-ERR [SYS/TEMP] The server is shutting down", await amid.ReadLineAsync());
        Assert.Equal("(closed)", await wire.ReadLineAsync());
        await stopped;
    }

    [Fact]
    public async Task Garbage_of_every_kind_leaves_a_server_that_still_logs_in()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        var random = new Random(2009_09_07);
        string[] pieces =
        [
            "USER", "PASS", "kalle", "secret", "AUTH", "PLAIN", "LOGIN", "=", "*", "AGthbGxlAHNlY3JldA==", "CAPA", "STLS", "QUIT", "STAT", "LIST", "UIDL", "RETR", "TOP", "DELE", "RSET", "APOP",
            "1", "0", "-1", "99999999999", "\r\n", "\n", "\r", "\0", "\u00FF", ".",
        ];
        for (int round = 0; round < 100; round++)
        {
            var sent = new StringBuilder(round % 3 == 0 ? "USER kalle\r\nPASS secret\r\n" : "");
            for (int i = random.Next(1, 60); i > 0; i--)
            {
                if (random.Next(5) == 0)
                {
                    byte[] noise = new byte[random.Next(1, 40)];
                    random.NextBytes(noise);
                    sent.Append(Encoding.Latin1.GetString(noise));
                }
                else
                {
                    sent.Append(pieces[random.Next(pieces.Length)]).Append(random.Next(3) == 0 ? "\r\n" : " ");
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

        await host.AssertHealthyAsync();
        Assert.DoesNotContain(host.Log.Lines, line => line.StartsWith("3002 ", StringComparison.Ordinal));
    }
}
