using System.Text;
using MailHost.Submission;
using Samples.Tests.Connections;

namespace Samples.Tests.Submission;

/// <summary>MAIL, RCPT and DATA (RFC 5321 sections 3.3 and 4.1), and what becomes of a message.</summary>
public sealed class MessageTests
{
    [Fact]
    public async Task A_message_is_kept_to_the_octet_with_its_envelope_and_trace_before_it()
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync();
        await using Wire wire = await host.LogInAsync();
        Assert.StartsWith("250 ", await wire.LastOfAsync("MAIL FROM:<kalle@domain.se> BODY=8BITMIME SIZE=200", "RCPT TO:<a@elsewhere.example>", "RCPT TO:<\"b c\"@elsewhere.example>"), StringComparison.Ordinal);
        Assert.StartsWith("354 ", await wire.CommandAsync("DATA"), StringComparison.Ordinal);

        // Latin-1 octets, stuffed dots, an empty line at the end.
        await wire.SendAsync("Subject: r\u00E4ksm\u00F6rg\u00E5s\r\n\r\n..\r\n...two\r\n. \r\nlast\r\n\r\n");
        string answer = await wire.CommandAsync(".");

        Assert.Matches("^250 2\\.0\\.0 Taken as [0-9]{8}T[0-9]{6}-[0-9a-f]{32}\\.$", answer);
        string[] parts = Assert.Single(host.Mail).Split("Subject: ", 2);
        Assert.Equal("r\u00E4ksm\u00F6rg\u00E5s\r\n\r\n.\r\n..two\r\n \r\nlast\r\n\r\n", parts[1]);
        Assert.StartsWith("Return-Path: <kalle@domain.se>\r\nX-Envelope-To: <a@elsewhere.example>\r\nX-Envelope-To: <\"b c\"@elsewhere.example>\r\nReceived: from client.example ([127.0.0.1])\r\n\tby mail.domain.se with ESMTPSA id ", parts[0], StringComparison.Ordinal);
        Assert.EndsWith(";\r\n\tMon, 24 Aug 2009 10:00:00 +0000\r\n", parts[0], StringComparison.Ordinal);
        Assert.Empty(host.Leftovers);
    }

    [Theory]
    [InlineData("MAIL FROM:<kalle@domain.se>", "250 2.1.0 ")]
    [InlineData("mail from: <kalle@domain.se>", "250 2.1.0 ")] // a blank behind the colon, as old clients send
    [InlineData("MAIL FROM:<@relay.example,@other.example:kalle@domain.se>", "250 2.1.0 ")] // RFC 5321 appendix C: the route is ignored
    [InlineData("MAIL FROM:<\"kalle\"@domain.se>", "250 2.1.0 ")]
    [InlineData("MAIL FROM:<kalle@domain.se> SIZE=100000", "250 2.1.0 ")]
    [InlineData("MAIL FROM:<kalle@domain.se> SIZE=100001", "552 5.3.4 ")] // RFC 1870
    [InlineData("MAIL FROM:<kalle@domain.se> SIZE=99999999999999999999", "552 5.3.4 ")]
    [InlineData("MAIL FROM:<kalle@domain.se> SIZE=", "555 5.5.4 ")]
    [InlineData("MAIL FROM:<kalle@domain.se> SIZE=-1", "555 5.5.4 ")]
    [InlineData("MAIL FROM:<kalle@domain.se> BODY=BINARYMIME", "555 5.5.4 ")]
    [InlineData("MAIL FROM:<kalle@domain.se> RET=FULL", "555 5.5.4 ")]
    [InlineData("MAIL FROM:<k\u00E5lle@domain.se>", "501 5.1.7 ")] // Latin-1 is no UTF-8
    [InlineData("MAIL FROM:<k\u00C3\u00A5lle@domain.se>", "553 5.6.7 ")] // UTF-8 without SMTPUTF8
    [InlineData("MAIL FROM:<k\u00C3\u00A5lle@domain.se> SMTPUTF8", "550 5.7.1 ")] // and with it: another's address
    [InlineData("MAIL FROM:kalle@domain.se", "501 5.1.7 ")]
    [InlineData("MAIL FROM:<kalle@domain.se", "501 5.1.7 ")]
    [InlineData("MAIL FROM:<kalle@domain.se>x", "501 5.1.7 ")]
    [InlineData("MAIL FROM:<kal le@domain.se>", "501 5.1.7 ")]
    [InlineData("MAIL FROM:<kal\0le@domain.se>", "501 5.1.7 ")]
    [InlineData("MAIL FROM:<\"kalle@domain.se>", "501 5.1.7 ")]
    [InlineData("MAIL", "501 5.1.7 ")]
    [InlineData("MAIL TO:<kalle@domain.se>", "501 5.1.7 ")]
    public async Task MAIL_is_read_as_the_RFC_has_it(string mail, string answer)
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync();
        await using Wire wire = await host.LogInAsync();
        Assert.StartsWith(answer, await wire.CommandAsync(mail), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RCPT TO:<a@elsewhere.example>", "250 2.1.5 ")]
    [InlineData("rcpt to: <a@[192.0.2.1]>", "250 2.1.5 ")]
    [InlineData("RCPT TO:<>", "501 5.1.3 ")]
    [InlineData("RCPT TO:a@elsewhere.example", "501 5.1.3 ")]
    [InlineData("RCPT TO:<a@elsewhere.example> NOTIFY=NEVER", "555 5.5.4 ")]
    [InlineData("RCPT TO:<\u00C3\u00A5@elsewhere.example>", "553 5.6.7 ")]
    public async Task RCPT_is_read_as_the_RFC_has_it(string recipient, string answer)
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync();
        await using Wire wire = await host.LogInAsync();
        await wire.CommandAsync("MAIL FROM:<kalle@domain.se>");
        Assert.StartsWith(answer, await wire.CommandAsync(recipient), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_out_of_their_order_are_told_so()
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();
        Assert.StartsWith("503 5.5.1 ", await wire.CommandAsync("MAIL FROM:<kalle@domain.se>"), StringComparison.Ordinal);
        Assert.StartsWith("501 5.5.4 ", await wire.CommandAsync("EHLO"), StringComparison.Ordinal);
        await wire.EhloAsync();
        await wire.CommandAsync(SubmissionDialog.RightPlain);
        Assert.StartsWith("503 5.5.1 ", await wire.CommandAsync("RCPT TO:<a@b.example>"), StringComparison.Ordinal);
        Assert.StartsWith("503 5.5.1 ", await wire.CommandAsync("DATA"), StringComparison.Ordinal);
        Assert.StartsWith("250 ", await wire.CommandAsync("MAIL FROM:<kalle@domain.se>"), StringComparison.Ordinal);
        Assert.StartsWith("503 5.5.1 ", await wire.CommandAsync("MAIL FROM:<kalle@domain.se>"), StringComparison.Ordinal);
        Assert.StartsWith("503 5.5.1 ", await wire.CommandAsync("DATA"), StringComparison.Ordinal);
        Assert.StartsWith("501 5.5.4 ", await wire.CommandAsync("DATA now"), StringComparison.Ordinal);
        Assert.StartsWith("250 2.0.0 ", await wire.CommandAsync("NOOP anything"), StringComparison.Ordinal);
        Assert.StartsWith("252 2.5.0 ", await wire.CommandAsync("VRFY kalle"), StringComparison.Ordinal);
        Assert.StartsWith("500 5.5.1 ", await wire.CommandAsync("BDAT 10"), StringComparison.Ordinal);
        await wire.EhloAsync(); // ends the message, and not the login
        Assert.StartsWith("503 5.5.1 ", await wire.CommandAsync("RCPT TO:<a@b.example>"), StringComparison.Ordinal);
        Assert.StartsWith("250 ", await wire.CommandAsync("MAIL FROM:<kalle@domain.se>"), StringComparison.Ordinal);
        Assert.StartsWith("221 2.0.0 ", await wire.CommandAsync("QUIT"), StringComparison.Ordinal);
        Assert.Equal("(closed)", await wire.ReadLineAsync());
        Assert.Empty(host.Mail);
    }

    [Fact]
    public async Task Commands_sent_ahead_are_answered_in_their_order()
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync();
        await using Wire wire = await host.LogInAsync();
        await wire.SendAsync("MAIL FROM:<kalle@domain.se>\r\nRCPT TO:<a@b.example>\r\nRCPT TO:<>\r\nDATA\r\n");
        string[] answers = [await wire.ReadLineAsync(), await wire.ReadLineAsync(), await wire.ReadLineAsync(), await wire.ReadLineAsync()];
        Assert.Equal(["250 2.1.0", "250 2.1.5", "501 5.1.3", "354 Send "], answers.Select(answer => answer[..9]));
        await wire.SendAsync("Hej\r\n.\r\nQUIT\r\n");
        Assert.StartsWith("250 2.0.0 ", await wire.ReadLineAsync(), StringComparison.Ordinal);
        Assert.StartsWith("221 ", await wire.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_over_the_limit_is_read_to_its_end_and_refused()
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync();
        await using Wire wire = await host.LogInAsync();
        string exact = new string('x', 99_998) + "\r\n";
        Assert.StartsWith("250 2.0.0 ", await wire.SendMailAsync(text: exact), StringComparison.Ordinal);
        Assert.StartsWith("552 5.3.4 ", await wire.SendMailAsync(text: "y" + exact), StringComparison.Ordinal);
        Assert.StartsWith("250 2.1.0 ", await wire.CommandAsync("MAIL FROM:<kalle@domain.se>"), StringComparison.Ordinal);
        Assert.EndsWith(exact, Assert.Single(host.Mail), StringComparison.Ordinal);
        Assert.Empty(host.Leftovers);
    }

    [Fact]
    public async Task A_message_without_an_end_closes_the_connection_and_one_that_breaks_off_leaves_nothing()
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync();
        await using (Wire endless = await host.LogInAsync())
        {
            Assert.Equal("421 4.7.0 Too much", await endless.SendMailAsync(text: new string('x', 500_000)));
            Assert.Equal("(closed)", await endless.ReadLineAsync());
        }

        await using (Wire broken = await host.LogInAsync())
        {
            await broken.LastOfAsync("MAIL FROM:<kalle@domain.se>", "RCPT TO:<a@b.example>", "DATA");
            await broken.SendAsync("Subject: half");
        }

        await host.AssertHealthyAsync();
        await host.DisposeServerAsync();
        Assert.Single(host.Mail);
        Assert.Empty(host.Leftovers);
    }

    [Theory]
    [InlineData("a\n.\nMAIL FROM:<lisa@domain.se>\r\n")]
    [InlineData("a\n.\r\nMAIL FROM:<lisa@domain.se>\r\n")]
    [InlineData("a\r.\r\nMAIL FROM:<lisa@domain.se>\r\n")]
    [InlineData("a\r\n.\rMAIL FROM:<lisa@domain.se>\r\n")]
    [InlineData("a\r\r\n")]
    public async Task What_another_server_might_take_for_the_end_is_refused_and_no_command_is_smuggled(string text)
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync();
        await using Wire wire = await host.LogInAsync();
        Assert.StartsWith("550 5.6.0 ", await wire.SendMailAsync(text: text), StringComparison.Ordinal);
        Assert.StartsWith("250 2.0.0 Nothing done", await wire.CommandAsync("NOOP"), StringComparison.Ordinal);
        Assert.Empty(host.Mail);
        Assert.Empty(host.Leftovers);
    }

    [Fact]
    public void However_the_octets_of_a_message_are_cut_it_is_the_same_message()
    {
        byte[] wire = Encoding.ASCII.GetBytes("..a\r\n.\r.\r\n\r\n..\r\n.b\r\nc\nd\r\n.\r\nrest");
        for (int size = 1; size <= wire.Length; size++)
        {
            var data = new MessageData();
            var message = new System.Buffers.ArrayBufferWriter<byte>();
            int taken = 0;
            while (!data.IsEnd && taken < wire.Length)
            {
                taken += data.Take(wire.AsSpan(taken, Math.Min(size, wire.Length - taken)), message);
            }

            Assert.True(data.IsEnd);
            Assert.True(data.HasBareLineEnd);
            Assert.Equal("rest", Encoding.ASCII.GetString(wire.AsSpan(taken)));
            Assert.Equal(".a\r\n.\r\n\r\n.\r\nb\r\nc\nd\r\n", Encoding.ASCII.GetString(message.WrittenSpan));
        }
    }

    [Fact]
    public async Task More_recipients_than_the_limit_wait_for_another_message()
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync();
        await using Wire wire = await host.LogInAsync();
        await wire.CommandAsync("MAIL FROM:<kalle@domain.se>");
        for (int i = 0; i < 100; i++)
        {
            Assert.StartsWith("250 2.1.5 ", await wire.CommandAsync($"RCPT TO:<a{i}@b.example>"), StringComparison.Ordinal);
        }

        Assert.StartsWith("452 4.5.3 ", await wire.CommandAsync("RCPT TO:<a@b.example>"), StringComparison.Ordinal);
        Assert.StartsWith("354 ", await wire.CommandAsync("DATA"), StringComparison.Ordinal);
    }
}
