using System.Globalization;
using System.Text;
using MailHost.Pop3;
using Samples.Tests.Connections;

namespace Samples.Tests.Pop3;

/// <summary>What a logged-in client does with its one message (RFC 1939 sections 5 to 7).</summary>
public sealed class MailboxTests
{
    [Fact]
    public async Task The_message_is_as_long_as_STAT_LIST_and_RETR_say()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using Wire wire = await host.LogInAsync();

        IReadOnlyList<string> message = await wire.MultilineAsync("RETR 1");
        string size = message.Skip(1).Sum(line => line.Length + 2).ToString(CultureInfo.InvariantCulture);

        Assert.Equal($"+OK {size} octets", message[0]);
        Assert.Equal($"+OK 1 {size}", await wire.CommandAsync("STAT"));
        Assert.Equal(["+OK 1 message", $"1 {size}"], await wire.MultilineAsync("LIST"));
        Assert.Equal($"+OK 1 {size}", await wire.CommandAsync("list 1"));
        Assert.Contains("Subject: You are logged in", message);
        Assert.Contains("You are logged in as kalle@domain.se.", message);
    }

    [Fact]
    public async Task TOP_gives_the_header_and_so_many_lines()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using Wire wire = await host.LogInAsync();
        string[] message = [.. (await wire.MultilineAsync("RETR 1")).Skip(1)];
        int header = Array.IndexOf(message, "") + 1;

        Assert.Equal(message[..header], (await wire.MultilineAsync("TOP 1 0")).Skip(1));
        Assert.Equal(message[..(header + 2)], (await wire.MultilineAsync("TOP 1 2")).Skip(1));
        Assert.Equal(message, (await wire.MultilineAsync("TOP 1 1000")).Skip(1));
        Assert.Equal(message, (await wire.MultilineAsync("TOP 1 99999999999999999999")).Skip(1));
    }

    [Fact]
    public async Task The_unique_id_is_the_same_in_every_session()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using Wire first = await host.LogInAsync();
        await using Wire second = await host.LogInAsync();

        IReadOnlyList<string> all = await first.MultilineAsync("UIDL");

        Assert.Matches("^1 [!-~]{1,70}$", Assert.Single(all.Skip(1)));
        Assert.Equal("+OK " + all[1], await first.CommandAsync("UIDL 1"));
        Assert.Equal(all, await second.MultilineAsync("UIDL"));
    }

    [Fact]
    public async Task A_deleted_message_is_gone_for_the_session_comes_back_with_RSET_and_is_there_at_the_next_login()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using (Wire wire = await host.LogInAsync())
        {
            string stat = await wire.CommandAsync("STAT");
            Assert.StartsWith("+OK ", await wire.CommandAsync("DELE 1"), StringComparison.Ordinal);
            Assert.Equal("+OK 0 0", await wire.CommandAsync("STAT"));
            Assert.Equal(["+OK 0 messages"], await wire.MultilineAsync("LIST"));
            Assert.Equal(["+OK 0 messages"], await wire.MultilineAsync("UIDL"));
            foreach (string line in (string[])["DELE 1", "RETR 1", "TOP 1 0", "LIST 1", "UIDL 1"])
            {
                Assert.Equal("-ERR No such message", await wire.CommandAsync(line));
            }

            Assert.StartsWith("+OK", await wire.CommandAsync("RSET"), StringComparison.Ordinal);
            Assert.Equal(stat, await wire.CommandAsync("STAT"));
            await wire.CommandAsync("DELE 1");
            Assert.Equal("+OK Bye", await wire.CommandAsync("QUIT"));
            Assert.Equal("(closed)", await wire.ReadLineAsync());
        }

        await using Wire next = await host.LogInAsync();
        Assert.Equal(2, (await next.MultilineAsync("LIST")).Count);
    }

    [Theory]
    [InlineData("-ERR No such message", "RETR 0", "RETR 2", "RETR 99999999999999999999", "TOP 2 0", "LIST 2", "UIDL 0", "DELE 2")]
    [InlineData("-ERR RETR takes a message's number", "RETR", "RETR x", "RETR -1", "RETR 1 1")]
    [InlineData("-ERR TOP takes a message's number and a number of lines", "TOP", "TOP 1", "TOP 1 x", "TOP 1 -1", "TOP 1 1 1")]
    [InlineData("-ERR DELE takes a message's number", "DELE", "DELE *")]
    [InlineData("-ERR LIST takes a message's number, or nothing", "LIST x", "LIST 1 1")]
    [InlineData("-ERR STAT takes no arguments", "STAT 1")]
    [InlineData("-ERR QUIT takes no arguments", "QUIT now")]
    [InlineData("-ERR That is no command", "", " ", "STATS", "LAST", "NOOP\0", "\u00FF", "RETRIEVE 1")]
    public async Task What_is_not_there_or_not_understood_is_refused(string expected, params string[] lines)
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using Wire wire = await host.LogInAsync();

        foreach (string line in lines)
        {
            Assert.Equal(expected, await wire.CommandAsync(line));
        }

        Assert.StartsWith("+OK", await wire.CommandAsync("NOOP"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("STAT")]
    [InlineData("LIST")]
    [InlineData("UIDL")]
    [InlineData("RETR 1")]
    [InlineData("TOP 1 0")]
    [InlineData("DELE 1")]
    [InlineData("NOOP")]
    [InlineData("RSET")]
    public async Task Before_the_login_there_is_no_mailbox(string line)
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using Wire plain = await host.ConnectPlainAsync();
        await using Wire tls = await host.ConnectAsync();

        Assert.Equal("-ERR That is no command, or needs a login", await plain.CommandAsync(line));
        Assert.Equal("-ERR That is no command, or needs a login", await tls.LastAsync("USER kalle", line));
    }

    [Fact]
    public async Task Commands_may_be_pipelined_and_are_answered_in_their_order()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        await wire.SendAsync("USER kalle\r\nPASS secret\r\nSTAT\r\nUIDL 1\r\nDELE 1\r\nSTAT\r\nQUIT\r\n");

        Assert.Equal("+OK Send the password.", await wire.ReadLineAsync());
        Assert.Equal("+OK Logged in.", await wire.ReadLineAsync());
        Assert.StartsWith("+OK 1 ", await wire.ReadLineAsync(), StringComparison.Ordinal);
        Assert.StartsWith("+OK 1 ", await wire.ReadLineAsync(), StringComparison.Ordinal);
        Assert.StartsWith("+OK Deleted", await wire.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal("+OK 0 0", await wire.ReadLineAsync());
        Assert.Equal("+OK Bye", await wire.ReadLineAsync());
        Assert.Equal("(closed)", await wire.ReadLineAsync());
    }

    [Theory]
    [InlineData("a\r\n", "a\r\n")]
    [InlineData(".\r\n", "..\r\n")]
    [InlineData("..a\r\n.b.\r\nc.\r\n", "...a\r\n..b.\r\nc.\r\n")]
    [InlineData("a\r\n\r\n.\r\n", "a\r\n\r\n..\r\n")]
    [InlineData("", "")]
    public void A_dot_at_the_beginning_of_a_line_is_doubled(string text, string expected) =>
        Assert.Equal(expected, Encoding.ASCII.GetString(DotStuffing.Stuff(Encoding.ASCII.GetBytes(text))));
}
