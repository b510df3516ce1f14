using MailAuth;
using Samples.Tests.Connections;
using Samples.Tests.Imap;
using Samples.Tests.Pop3;
using Samples.Tests.Submission;

namespace Samples.Tests.Clients.Windows;

/// <summary>Outlook Express 6 on Windows XP. Not recorded from a program: by specification, see <see cref="WindowsClient"/>.</summary>
internal sealed class OutlookExpress6 : WindowsClient
{
    public override string Name => "Outlook Express 6";

    /// <summary>Its one box, "This server requires a secure connection (SSL)", is TLS on connect; for outgoing mail on port 25 it is STARTTLS. It has no STARTTLS in POP3 and IMAP.</summary>
    public override IReadOnlyDictionary<MailProtocol, TlsWay[]> Ways { get; } = new Dictionary<MailProtocol, TlsWay[]>
    {
        [MailProtocol.Pop3] = [TlsWay.OnConnect, TlsWay.PlainAllowed, TlsWay.PlainClosed],
        [MailProtocol.Imap] = [TlsWay.OnConnect, TlsWay.PlainAllowed, TlsWay.PlainClosed],
        [MailProtocol.Submission] = [TlsWay.OnConnect, TlsWay.StartTls, TlsWay.PlainAllowed, TlsWay.PlainClosed],
    };

    protected override async Task<string> FetchAsync(Wire wire, Login login)
    {
        // USER at once: CAPA (RFC 2449) is never asked for.
        string answer = (await UntilRefusedAsync(wire, $"USER {login.Username}", $"PASS {login.Password}"))[^1];
        if (answer.StartsWith("+OK", StringComparison.Ordinal))
        {
            await ExpectAsync(wire, "STAT", "+OK 1 …");
            Assert.Equal(2, (await wire.MultilineAsync("LIST")).Count);
            Assert.Contains("You are logged in as lisa@domain.se.", await wire.MultilineAsync("RETR 1"));
            await ExpectAsync(wire, "DELE 1", "+OK…"); // it leaves no copy
        }

        await ExpectAsync(wire, "QUIT", "+OK…");
        return answer;
    }

    protected override async Task<string> ReadAsync(Wire wire, Login login)
    {
        // A password with å in a quoted string, where RFC 3501 section 4.3 asks for a literal: Outlook Express 5.5 and later do so (Microsoft Q289855).
        IReadOnlyList<string> capabilities = await wire.DialogAsync("0000 CAPABILITY");
        Assert.StartsWith("* CAPABILITY IMAP4rev1 ", capabilities[0], StringComparison.Ordinal);
        IReadOnlyList<string> answer = await wire.DialogAsync($"0001 LOGIN \"{login.Username}\" \"{login.Password}\"");
        if (answer[^1].StartsWith("0001 OK", StringComparison.Ordinal))
        {
            Assert.Equal("0002 OK LIST completed", (await wire.DialogAsync("0002 LIST \"\" \"\""))[^1]);
            Assert.Contains("* LSUB (\\HasNoChildren) \"/\" INBOX", await wire.DialogAsync("0003 LSUB \"\" \"*\""));
            Assert.Contains("* 1 EXISTS", await wire.DialogAsync("0004 SELECT \"INBOX\""));
            Assert.Contains(
                "Subject: You are logged in",
                string.Join('\n', await wire.DialogAsync(
                    "0005 UID FETCH 1:* (BODY.PEEK[HEADER.FIELDS (Subject References X-Ref X-Priority X-MSMail-Priority X-MSOESRec Newsgroups)] ENVELOPE RFC822.SIZE UID FLAGS INTERNALDATE)")),
                StringComparison.Ordinal);
            Assert.Contains("You are logged in as lisa@domain.se.", await wire.DialogAsync("0006 UID FETCH 1 (BODY.PEEK[] UID)"));
        }

        Assert.Equal("0007 OK LOGOUT completed", (await wire.DialogAsync("0007 LOGOUT"))[^1]);
        return string.Join('\n', answer).Replace("0001 ", "", StringComparison.Ordinal);
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

        // It reads the spelling of drafts before RFC 2554 alone: "250-AUTH=LOGIN" (Postfix, sample-compatibility.cf; Exim wiki, AuthenticatedSmtpForBrokenClients).
        // What it does where nothing is offered is not known: that nobody's password is taken then must hold for whoever tries.
        Assert.Equal(login.MayLogIn, offered.Any(line => line.StartsWith("AUTH=", StringComparison.Ordinal) && line.Contains("LOGIN", StringComparison.Ordinal)));
        string answer = (await UntilRefusedAsync(wire, "AUTH LOGIN", Base64(login.Username), Base64(login.Password)))[^1];
        if (answer.StartsWith('2'))
        {
            // A blank behind the colon, which RFC 5321 section 3.3 forbids.
            await ExpectAsync(wire, "MAIL FROM: <lisa@domain.se>", "250 …");
            await ExpectAsync(wire, "RCPT TO: <someone@elsewhere.example>", "250 …");
            await ExpectAsync(wire, "DATA", "354 …");
            await wire.SendAsync(
                "From: \"Lisa \u00C5berg\" <lisa@domain.se>\r\nTo: <someone@elsewhere.example>\r\nSubject: Hej\r\nX-Mailer: Microsoft Outlook Express 6.00.2900.5843\r\n\r\n..Sm\u00F6rg\u00E5s.\r\n");
            await ExpectAsync(wire, ".", "250 …");
        }

        await ExpectAsync(wire, "QUIT", "221 …");
        return answer;
    }

    protected override async Task<IReadOnlyList<string>> SendWithoutLoginAsync(Wire wire)
    {
        // "My server requires authentication" is not ticked: it has nothing to ask for in EHLO, and says HELO.
        await ExpectAsync(wire, $"HELO {Computer}", "250 …");
        return await UntilRefusedAsync(wire, "MAIL FROM: <lisa@domain.se>", "RCPT TO: <someone@elsewhere.example>");
    }
}
