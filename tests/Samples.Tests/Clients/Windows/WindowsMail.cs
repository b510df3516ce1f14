using MailAuth;
using Samples.Tests.Connections;
using Samples.Tests.Imap;
using Samples.Tests.Pop3;
using Samples.Tests.Submission;

namespace Samples.Tests.Clients.Windows;

/// <summary>Windows Mail on Windows Vista, the heir of Outlook Express. Not recorded from a program: by specification, see <see cref="WindowsClient"/>.</summary>
internal sealed class WindowsMail : WindowsClient
{
    public override string Name => "Windows Mail";

    /// <summary>As Outlook Express: "SSL" is TLS on connect, and STARTTLS for outgoing mail on port 25.</summary>
    public override IReadOnlyDictionary<MailProtocol, TlsWay[]> Ways { get; } = new Dictionary<MailProtocol, TlsWay[]>
    {
        [MailProtocol.Pop3] = [TlsWay.OnConnect, TlsWay.PlainAllowed, TlsWay.PlainClosed],
        [MailProtocol.Imap] = [TlsWay.OnConnect, TlsWay.PlainAllowed, TlsWay.PlainClosed],
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
            Assert.Equal(2, (await wire.MultilineAsync("UIDL")).Count); // "Leave a copy of messages on server": it has to know what it has
            Assert.Equal(2, (await wire.MultilineAsync("LIST")).Count);
            Assert.Contains("You are logged in as lisa@domain.se.", await wire.MultilineAsync("RETR 1"));
        }

        await ExpectAsync(wire, "QUIT", "+OK…");
        return answer;
    }

    protected override async Task<string> ReadAsync(Wire wire, Login login)
    {
        // Quoted, with bytes over 127, as Outlook Express (Microsoft Q289855).
        Assert.StartsWith("* CAPABILITY IMAP4rev1 ", (await wire.DialogAsync("000A CAPABILITY"))[0], StringComparison.Ordinal);
        IReadOnlyList<string> answer = await wire.DialogAsync($"000B LOGIN \"{login.Username}\" \"{login.Password}\"");
        if (answer[^1].StartsWith("000B OK", StringComparison.Ordinal))
        {
            Assert.Contains("* LIST (\\HasNoChildren) \"/\" INBOX", await wire.DialogAsync("000C LIST \"\" \"%\""));
            Assert.Contains("* 1 EXISTS", await wire.DialogAsync("000D SELECT \"INBOX\""));
            Assert.Contains("* 1 FETCH (UID 1 FLAGS ())", await wire.DialogAsync("000E UID FETCH 1:* (UID FLAGS)"));
            Assert.Contains("You are logged in as lisa@domain.se.", await wire.DialogAsync("000F UID FETCH 1 (BODY.PEEK[] UID)"));
            Assert.Equal("000G OK NOOP completed", (await wire.DialogAsync("000G NOOP"))[^1]);
        }

        Assert.Equal("000H OK LOGOUT completed", (await wire.DialogAsync("000H LOGOUT"))[^1]);
        return string.Join('\n', answer).Replace("000B ", "", StringComparison.Ordinal);
    }

    protected override async Task<string> SendAsync(Wire wire, Login login)
    {
        // The computer's name as its owner typed it.
        IReadOnlyList<string> offered = await wire.EhloAsync("Lisas-Dator");
        if (login.StartTls)
        {
            Assert.Contains("STARTTLS", offered);
            await ExpectAsync(wire, "STARTTLS", "220 …");
            await wire.StartTlsAsync(ServerName);
            offered = await wire.EhloAsync("Lisas-Dator");
        }

        // RFC 4954's spelling. Where nothing is offered a client has to stop: whoever does not is refused all the same.
        Assert.Equal(login.MayLogIn, offered.Any(line => line.StartsWith("AUTH ", StringComparison.Ordinal) && line.Contains("LOGIN", StringComparison.Ordinal)));
        string answer = (await UntilRefusedAsync(wire, "AUTH LOGIN", Base64(login.Username), Base64(login.Password)))[^1];
        if (answer.StartsWith('2'))
        {
            await ExpectAsync(wire, "MAIL FROM: <lisa@domain.se>", "250 …"); // the blank is Outlook Express's
            await ExpectAsync(wire, "RCPT TO: <someone@elsewhere.example>", "250 …");
            await ExpectAsync(wire, "RCPT TO: <kalle@domain.se>", "250 …");
            await ExpectAsync(wire, "DATA", "354 …");
            await wire.SendAsync("From: <lisa@domain.se>\r\nTo: <someone@elsewhere.example>\r\nSubject: =?iso-8859-1?Q?Sm=F6rg=E5s?=\r\nX-Mailer: Microsoft Windows Mail 6.0.6001.18000\r\n\r\nHej.\r\n");
            await ExpectAsync(wire, ".", "250 …");
        }

        await ExpectAsync(wire, "QUIT", "221 …");
        return answer;
    }

    protected override async Task<IReadOnlyList<string>> SendWithoutLoginAsync(Wire wire)
    {
        await ExpectAsync(wire, "HELO Lisas-Dator", "250 …");
        return await UntilRefusedAsync(wire, "MAIL FROM: <lisa@domain.se>", "RCPT TO: <someone@elsewhere.example>");
    }
}
