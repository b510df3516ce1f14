using MailAuth;
using Samples.Tests.Connections;
using Samples.Tests.Imap;
using Samples.Tests.Pop3;
using Samples.Tests.Submission;

namespace Samples.Tests.Clients.Windows;

/// <summary>Outlook 2007 on Windows Vista. Not recorded from a program: by specification (MS-OXPOP3, MS-OXIMAP, MS-OXSMTP beside the RFCs), see <see cref="WindowsClient"/>.</summary>
internal sealed class Outlook2007 : WindowsClient
{
    public override string Name => "Outlook 2007";

    /// <summary>IMAP and outgoing mail have a list: none, SSL (TLS on connect), TLS (STARTTLS), auto. POP3 has the one box for SSL.</summary>
    public override IReadOnlyDictionary<MailProtocol, TlsWay[]> Ways { get; } = new Dictionary<MailProtocol, TlsWay[]>
    {
        [MailProtocol.Pop3] = [TlsWay.OnConnect, TlsWay.PlainAllowed, TlsWay.PlainClosed],
        [MailProtocol.Imap] = [TlsWay.OnConnect, TlsWay.StartTls, TlsWay.PlainAllowed, TlsWay.PlainClosed],
        [MailProtocol.Submission] = [TlsWay.OnConnect, TlsWay.StartTls, TlsWay.PlainAllowed, TlsWay.PlainClosed],
    };

    /// <summary>TLS on Windows Vista names the server (SNI).</summary>
    protected override string ServerName => "mail.domain.se";

    protected override async Task<string> FetchAsync(Wire wire, Login login)
    {
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
        IReadOnlyList<string> capabilities = await wire.DialogAsync("8xq1 CAPABILITY");
        if (login.StartTls)
        {
            Assert.Contains(" STARTTLS", capabilities[0], StringComparison.Ordinal);
            Assert.StartsWith("8xq2 OK ", (await wire.DialogAsync("8xq2 STARTTLS"))[^1], StringComparison.Ordinal);
            await wire.StartTlsAsync(ServerName);
            capabilities = await wire.DialogAsync("8xq3 CAPABILITY");
        }

        // Quoted, with bytes over 127. That it heeds LOGINDISABLED is not known: whoever does not is refused all the same.
        Assert.Equal(login.MayLogIn, !capabilities[0].Contains("LOGINDISABLED", StringComparison.Ordinal));
        IReadOnlyList<string> answer = await wire.DialogAsync($"8xq4 LOGIN \"{login.Username}\" \"{login.Password}\"");
        if (answer[^1].StartsWith("8xq4 OK", StringComparison.Ordinal))
        {
            Assert.Contains("* LIST (\\HasNoChildren) \"/\" INBOX", await wire.DialogAsync("8xq5 LIST \"\" \"*\""));
            Assert.Contains("* LSUB (\\HasNoChildren) \"/\" INBOX", await wire.DialogAsync("8xq6 LSUB \"\" \"*\""));
            Assert.Contains("* 1 EXISTS", await wire.DialogAsync("8xq7 SELECT \"INBOX\""));
            Assert.Contains("Subject: You are logged in", await wire.DialogAsync("8xq8 UID FETCH 1:* (UID FLAGS RFC822.SIZE BODY.PEEK[HEADER] INTERNALDATE)"));
            Assert.Contains("You are logged in as lisa@domain.se.", await wire.DialogAsync("8xq9 UID FETCH 1 (UID BODY.PEEK[])"));
            Assert.StartsWith("+ ", await wire.CommandAsync("8xqa IDLE"), StringComparison.Ordinal);
            await ExpectAsync(wire, "DONE", "8xqa OK …");
        }

        Assert.Equal("8xqb OK LOGOUT completed", (await wire.DialogAsync("8xqb LOGOUT"))[^1]);
        return string.Join('\n', answer).Replace("8xq4 ", "", StringComparison.Ordinal);
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

        // It would choose a mechanism of MD5 if one were offered, and fail with it; LOGIN it does without an initial response.
        Assert.DoesNotContain(offered, line => line.Contains("MD5", StringComparison.Ordinal));
        Assert.Equal(login.MayLogIn, offered.Any(line => line.StartsWith("AUTH ", StringComparison.Ordinal) && line.Contains("LOGIN", StringComparison.Ordinal)));
        string answer = (await UntilRefusedAsync(wire, "AUTH LOGIN", Base64(login.Username), Base64(login.Password)))[^1];
        if (answer.StartsWith('2'))
        {
            await ExpectAsync(wire, "RSET", "250 …");
            await ExpectAsync(wire, "MAIL FROM:<lisa@domain.se>", "250 …"); // as RFC 5321 section 3.3 has it
            await ExpectAsync(wire, "RCPT TO:<someone@elsewhere.example>", "250 …");
            await ExpectAsync(wire, "DATA", "354 …");
            await wire.SendAsync("From: \"Lisa\" <lisa@domain.se>\r\nTo: <someone@elsewhere.example>\r\nSubject: Hej\r\nX-Mailer: Microsoft Office Outlook 12.0\r\nContent-Language: sv\r\n\r\nHej.\r\n");
            await ExpectAsync(wire, ".", "250 …");
        }

        await ExpectAsync(wire, "QUIT", "221 …");
        return answer;
    }

    protected override async Task<IReadOnlyList<string>> SendWithoutLoginAsync(Wire wire)
    {
        await wire.EhloAsync(Computer);
        return await UntilRefusedAsync(wire, "MAIL FROM:<lisa@domain.se>", "RCPT TO:<someone@elsewhere.example>");
    }
}
