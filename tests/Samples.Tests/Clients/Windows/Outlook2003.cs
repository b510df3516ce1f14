using System.Globalization;
using MailAuth;
using Samples.Tests.Connections;
using Samples.Tests.Imap;
using Samples.Tests.Pop3;
using Samples.Tests.Submission;

namespace Samples.Tests.Clients.Windows;

/// <summary>Outlook 2003 and Outlook XP (2002) on Windows XP. Not recorded from a program: by specification, see <see cref="WindowsClient"/>.</summary>
internal sealed class Outlook2003 : WindowsClient
{
    public override string Name => "Outlook 2003/XP";

    /// <summary>"This server requires an encrypted connection (SSL)" is TLS on connect, and STARTTLS for outgoing mail on port 25. It has no STARTTLS in POP3 and IMAP.</summary>
    public override IReadOnlyDictionary<MailProtocol, TlsWay[]> Ways { get; } = new Dictionary<MailProtocol, TlsWay[]>
    {
        [MailProtocol.Pop3] = [TlsWay.OnConnect, TlsWay.PlainAllowed, TlsWay.PlainClosed],
        [MailProtocol.Imap] = [TlsWay.OnConnect, TlsWay.PlainAllowed, TlsWay.PlainClosed],
        [MailProtocol.Submission] = [TlsWay.OnConnect, TlsWay.StartTls, TlsWay.PlainAllowed, TlsWay.PlainClosed],
    };

    protected override async Task<string> FetchAsync(Wire wire, Login login)
    {
        // "Secure Password Authentication" is not ticked: with it, it would send AUTH NTLM (MS-OXPOP3 section 2.2.1), which needs more than a hash.
        string answer = (await UntilRefusedAsync(wire, $"USER {login.Username}", $"PASS {login.Password}"))[^1];
        if (answer.StartsWith("+OK", StringComparison.Ordinal))
        {
            await ExpectAsync(wire, "STAT", "+OK 1 …");
            Assert.Equal(2, (await wire.MultilineAsync("UIDL")).Count);
            Assert.Equal(2, (await wire.MultilineAsync("LIST")).Count);
            Assert.Contains("You are logged in as lisa@domain.se.", await wire.MultilineAsync("RETR 1"));
            await ExpectAsync(wire, "DELE 1", "+OK…");
        }

        await ExpectAsync(wire, "QUIT", "+OK…");
        return answer;
    }

    protected override async Task<string> ReadAsync(Wire wire, Login login)
    {
        // By RFC 3501 section 4.3, what has bytes over 127 goes as a literal: it waits for the host's go-ahead before it sends the password.
        Assert.StartsWith("* CAPABILITY IMAP4rev1 ", (await wire.DialogAsync("cbn1 CAPABILITY"))[0], StringComparison.Ordinal);
        string answer = await wire.CommandAsync($"cbn2 LOGIN \"{login.Username}\" {{{login.Password.Length.ToString(CultureInfo.InvariantCulture)}}}");
        if (answer.StartsWith('+'))
        {
            await wire.SendAsync($"{login.Password}\r\n");
            answer = string.Join('\n', await wire.ReadToTagAsync("cbn2"));
        }

        answer = answer.Replace("cbn2 ", "", StringComparison.Ordinal);
        if (answer.Split('\n')[^1].StartsWith("OK", StringComparison.Ordinal))
        {
            Assert.Equal("cbn3 OK LIST completed", (await wire.DialogAsync("cbn3 LIST \"\" \"INBOX\""))[^1]);
            Assert.Contains("* LSUB (\\HasNoChildren) \"/\" INBOX", await wire.DialogAsync("cbn4 LSUB \"\" \"*\""));
            Assert.Contains("* 1 EXISTS", await wire.DialogAsync("cbn5 SELECT \"INBOX\""));
            Assert.Contains("Subject: You are logged in", await wire.DialogAsync("cbn6 UID FETCH 1:* (UID RFC822.SIZE FLAGS BODY.PEEK[HEADER])"));
            Assert.Contains("You are logged in as lisa@domain.se.", await wire.DialogAsync("cbn7 UID FETCH 1 (UID BODY.PEEK[])"));
        }

        Assert.Equal("cbn8 OK LOGOUT completed", (await wire.DialogAsync("cbn8 LOGOUT"))[^1]);
        return answer;
    }

    protected override async Task<string> SendAsync(Wire wire, Login login)
    {
        IReadOnlyList<string> offered = await wire.EhloAsync(Computer);
        if (login.StartTls)
        {
            Assert.Contains("STARTTLS", offered);
            await ExpectAsync(wire, "STARTTLS", "220 …");
            await wire.StartTlsAsync(ServerName);
            offered = await wire.EhloAsync(Computer);
        }

        // A weaker source (a question-and-answer page) has Outlook up to 2003 read "AUTH=" alone, as Outlook Express. Where nothing is offered a client has to stop: whoever does not is refused all the same.
        Assert.Equal(login.MayLogIn, offered.Any(line => line.StartsWith("AUTH=", StringComparison.Ordinal) && line.Contains("LOGIN", StringComparison.Ordinal)));
        string answer = (await UntilRefusedAsync(wire, "AUTH LOGIN", Base64(login.Username), Base64(login.Password)))[^1];
        if (answer.StartsWith('2'))
        {
            // Two messages of the outbox in one session, with RSET between them.
            foreach (string recipient in (string[])["someone@elsewhere.example", "another@elsewhere.example"])
            {
                await ExpectAsync(wire, "MAIL FROM: <lisa@domain.se>", "250 …");
                await ExpectAsync(wire, $"RCPT TO: <{recipient}>", "250 …");
                await ExpectAsync(wire, "DATA", "354 …");
                await wire.SendAsync($"From: <lisa@domain.se>\r\nTo: <{recipient}>\r\nSubject: Hej\r\nX-Mailer: Microsoft Office Outlook 11\r\n\r\nHej.\r\n");
                await ExpectAsync(wire, ".", "250 …");
                await ExpectAsync(wire, "RSET", "250 …");
            }
        }

        await ExpectAsync(wire, "QUIT", "221 …");
        return answer;
    }

    protected override async Task<IReadOnlyList<string>> SendWithoutLoginAsync(Wire wire)
    {
        await ExpectAsync(wire, $"HELO {Computer}", "250 …");
        return await UntilRefusedAsync(wire, "MAIL FROM: <lisa@domain.se>", "RCPT TO: <someone@elsewhere.example>");
    }
}
