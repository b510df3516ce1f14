using System.Text;
using MailHost.Connections;
using Samples.Tests.Connections;

namespace Samples.Tests.Submission;

/// <summary>What one client may take, and what becomes of it that takes more.</summary>
public sealed class LimitsTests
{
    [Fact]
    public async Task A_line_that_is_too_long_is_refused_and_one_without_an_end_closes_the_connection()
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync();
        await using Wire wire = await host.GreetAsync();
        Assert.StartsWith("250 ", await wire.CommandAsync("NOOP " + new string('x', 2048 - 5)), StringComparison.Ordinal);
        Assert.Equal("500 5.5.2 The line is too long.", await wire.CommandAsync("NOOP " + new string('x', 2048 - 4)));
        Assert.Equal("500 5.5.2 The line is too long.", await wire.CommandAsync(new string('x', 20_000)));
        await wire.SendAsync(new string('x', 100_000));
        Assert.Equal("421 4.7.0 Too much", await wire.ReadLineAsync());
        Assert.Equal("(closed)", await wire.ReadLineAsync());
        await host.AssertHealthyAsync();
    }

    [Fact]
    public async Task Too_many_bad_commands_in_a_row_end_the_connection_and_a_failed_login_is_none()
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync(limits: new ConnectionLimits { BadCommands = 3 });
        await using Wire wire = await host.GreetAsync();
        foreach (string line in (string[])["X", "X", "AUTH PLAIN AGthbGxlAHdyb25n", "X", "DATA"])
        {
            await wire.CommandAsync(line);
        }

        Assert.StartsWith("500 ", await wire.CommandAsync("X"), StringComparison.Ordinal);
        Assert.StartsWith("421 4.7.0 ", await wire.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal("(closed)", await wire.ReadLineAsync());
    }

    [Fact]
    public async Task A_silent_client_is_told_goodbye_after_a_minute_and_one_that_is_logged_in_after_half_an_hour()
    {
        TimeSpan minute = TimeSpan.FromMinutes(1);
        TimeSpan halfHour = TimeSpan.FromMinutes(30);
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync(limits: new ConnectionLimits { TimeToTakeAnswer = TimeSpan.FromHours(1) });
        await using Wire member = await host.LogInAsync();
        await host.Time.WaitForTimerAsync(halfHour);
        int before = host.Time.CountTimers(minute);
        await using Wire silent = await host.ConnectPlainAsync();
        await host.Time.WaitForTimerAsync(minute, before + 1);

        host.Time.Advance(minute);
        Assert.StartsWith("421 4.4.2 ", await silent.ReadLineAsync(), StringComparison.Ordinal);
        Assert.StartsWith("250 ", await member.CommandAsync("NOOP"), StringComparison.Ordinal);
        await host.Time.WaitForTimerAsync(halfHour, 2);
        host.Time.Advance(halfHour);
        Assert.StartsWith("421 4.4.2 ", await member.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_comes_too_slowly_is_given_up()
    {
        TimeSpan limit = TimeSpan.FromMinutes(10);
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync(limits: new ConnectionLimits { TimeToTakeAnswer = TimeSpan.FromHours(1) });
        await using Wire wire = await host.LogInAsync();
        await wire.LastOfAsync("MAIL FROM:<kalle@domain.se>", "RCPT TO:<a@b.example>", "DATA");
        await host.Time.WaitForTimerAsync(limit);
        host.Time.Advance(TimeSpan.FromMinutes(6));
        await wire.SendAsync("Subject: slow\r\n");

        // What has come does not begin the time anew.
        await host.Time.WaitForTimerAsync(TimeSpan.FromMinutes(4));
        host.Time.Advance(TimeSpan.FromMinutes(4));
        Assert.StartsWith("421 4.4.2 ", await wire.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Empty(host.Mail);
        await host.DisposeServerAsync();
        Assert.Empty(host.Leftovers);
    }

    [Fact]
    public async Task A_server_that_stops_says_so()
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync();
        await using Wire wire = await host.GreetAsync();
        await using Wire amid = await host.GreetAsync();
        await amid.CommandAsync("AUTH LOGIN");

        Task stopped = host.DisposeServerAsync().AsTask();

        Assert.StartsWith("421 4.3.2 ", await wire.ReadLineAsync(), StringComparison.Ordinal);
        Assert.StartsWith("421 4.3.2 ", await amid.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal("(closed)", await wire.ReadLineAsync());
        await stopped;
    }

    [Fact]
    public async Task Garbage_of_every_kind_leaves_a_server_that_still_takes_mail()
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync(options => options.RelayNetworks = ["127.0.0.0/8"]);
        var random = new Random(2009_09_07);
        string[] pieces =
        [
            "EHLO", "HELO", "AUTH", "PLAIN", "LOGIN", "=", "*", "AGthbGxlAHNlY3JldA==", "STARTTLS", "MAIL", "FROM:<kalle@domain.se>", "RCPT", "TO:<a@b.example>", "DATA", "RSET", "NOOP", "QUIT", "VRFY",
            "SIZE=", "AUTH=+", "SMTPUTF8", "<", ">", "\"", "\\", "@", ":", "\r\n.\r\n", "\r\n", "\n", "\r", "\0", "\u00FF", ".", "..",
        ];
        for (int round = 0; round < 100; round++)
        {
            var sent = new StringBuilder(round % 3 == 0 ? "EHLO x\r\nMAIL FROM:<kalle@domain.se>\r\nRCPT TO:<a@b.example>\r\nDATA\r\n" : round % 3 == 1 ? "EHLO x\r\n" : "");
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
        await host.DisposeServerAsync();
        Assert.DoesNotContain(host.Log.Lines, line => line.StartsWith("3002 ", StringComparison.Ordinal));
        Assert.Empty(host.Leftovers);
    }
}
