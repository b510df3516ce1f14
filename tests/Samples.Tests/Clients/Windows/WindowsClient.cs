using MailAuth;
using MailAuth.Usernames;
using Samples.Tests.Connections;

namespace Samples.Tests.Clients.Windows;

/// <summary>
/// A program of the customers of 2009. Not recorded from a program: its dialogs are by specification (RFC 1939, RFC 3501, RFC 4954 and the sources that stand beside the lines), so that what
/// is tested is that the hosts serve whoever speaks like this.
/// Its password is Windows-1252, the code page of Swedish Windows. TLS below its lines is today's: the TLS 1.0 of Windows XP is refused by today's libraries.
/// </summary>
internal abstract class WindowsClient : MailClient
{
    /// <summary>Its computer's NetBIOS name, which the programs of the time say in EHLO.</summary>
    protected const string Computer = "LISAS-DATOR";

    /// <summary>Before Windows Vista, TLS on Windows names no server (SNI). By an address, none is named here either.</summary>
    protected virtual string ServerName => "127.0.0.1";

    /// <summary>Each way in both forms at every moment, also with a wrong password.</summary>
    public override IEnumerable<Visit> WrongPasswords => Cells.Select(cell => cell with { WrongPassword = true });

    public override void AssertTold(Visit visit, Outcome outcome, string text) =>
        ExpectedAnswers.AssertAnswer(ExpectedAnswers.AnswerOf(visit.Protocol, outcome, Customer.Lisa), text);

    public override void AssertSeen(Visit visit, ClientsHost host)
    {
        // Where no server name tells whose domain is meant, the bare username is the one that was recorded for an account.
        string? serverName = visit.OverTls && ServerName != "127.0.0.1" ? ServerName : null;
        ResolutionSource source = visit.Form == UsernameForm.FullAddress ? ResolutionSource.Domain
            : serverName is null ? ResolutionSource.LegacyUsername
            : ResolutionSource.ServerName;
        Assert.All(host.Logins, login => Assert.Equal((serverName, source), (login.Connection.ServerName, login.Result.Source)));
        Assert.InRange(host.Logins.Count, 0, 1);
        if (visit.Protocol == MailProtocol.Submission)
        {
            Assert.All(host.Logins, login => Assert.Equal(Computer, login.Connection.ClientId, ignoreCase: true));
        }
    }

    /// <summary>Sends a message without logging in: authentication is not switched on.</summary>
    /// <param name="host">The host.</param>
    /// <param name="port">25, or 587 where its user was told to change that.</param>
    /// <returns>The answers to MAIL, to RCPT and to the message, up to one that refuses.</returns>
    public async Task<IReadOnlyList<string>> SendWithoutLoginAsync(ClientsHost host, int port)
    {
        await using Wire wire = await Wire.ConnectAsync(port == 25 ? host.Port25 : host.PortOf(MailProtocol.Submission, TlsWay.PlainClosed));
        await wire.ReadLineAsync();
        List<string> answers = [.. await SendWithoutLoginAsync(wire)];
        if (answers is [_, ['2', ..]])
        {
            await ExpectAsync(wire, "DATA", "354 …");
            await wire.SendAsync("From: <lisa@domain.se>\r\nTo: <someone@elsewhere.example>\r\nSubject: Hej\r\n\r\nHej.\r\n");
            answers.Add(await wire.CommandAsync("."));
        }

        await ExpectAsync(wire, "QUIT", "221 …");
        return answers;
    }

    protected override async Task<Told> VisitAsync(Visit visit, ClientsHost host)
    {
        // Outgoing mail goes to port 25 unless it is told otherwise; "SSL" on another port is TLS from the first octet.
        int port = visit is { Protocol: MailProtocol.Submission, Tls: not TlsWay.OnConnect } ? host.Port25 : host.PortOf(visit.Protocol, visit.Tls);
        await using Wire wire = await Wire.ConnectAsync(port);
        if (visit.Tls == TlsWay.OnConnect)
        {
            await wire.StartTlsAsync(ServerName);
        }

        await wire.ReadLineAsync();
        var login = new Login(visit.UsernameOf(Customer.Lisa), visit.PasswordOf(Customer.Lisa), visit.Tls == TlsWay.StartTls, visit.Tls != TlsWay.PlainClosed);
        string answer = visit.Protocol switch
        {
            MailProtocol.Pop3 => await FetchAsync(wire, login),
            MailProtocol.Imap => await ReadAsync(wire, login),
            _ => await SendAsync(wire, login),
        };
        bool accepted = answer.StartsWith("+OK", StringComparison.Ordinal) || answer.StartsWith("235", StringComparison.Ordinal)
            || answer.Split('\n')[^1].StartsWith("OK", StringComparison.Ordinal);
        return new Told(accepted, answer, host);
    }

    /// <summary>Fetches the message by POP3, the greeting read.</summary>
    /// <returns>The answer to the login.</returns>
    protected abstract Task<string> FetchAsync(Wire wire, Login login);

    /// <summary>Reads the message by IMAP, the greeting read.</summary>
    /// <returns>The answer to the login without its tag, what came before it before it.</returns>
    protected abstract Task<string> ReadAsync(Wire wire, Login login);

    /// <summary>Sends mail, the greeting read.</summary>
    /// <returns>The answer to the login.</returns>
    protected abstract Task<string> SendAsync(Wire wire, Login login);

    /// <summary>Sends MAIL and RCPT without a login, the greeting read.</summary>
    /// <returns>The answers to MAIL and RCPT; to MAIL alone where that is refused.</returns>
    protected abstract Task<IReadOnlyList<string>> SendWithoutLoginAsync(Wire wire);

    /// <summary>Sends a line that has to be answered so.</summary>
    protected static async Task<string> ExpectAsync(Wire wire, string line, string answer)
    {
        string answered = await wire.CommandAsync(line);
        ExpectedAnswers.AssertAnswer(answer, answered);
        return answered;
    }

    /// <summary>Sends lines that have to be answered one by one; behind a refusal none is sent.</summary>
    /// <returns>The answers.</returns>
    protected static async Task<IReadOnlyList<string>> UntilRefusedAsync(Wire wire, params string[] lines)
    {
        var answers = new List<string>();
        foreach (string line in lines)
        {
            answers.Add(await wire.CommandAsync(line));
            if (answers[^1][0] is '4' or '5' or '-')
            {
                break;
            }
        }

        return answers;
    }

    /// <summary>SASL LOGIN's responses: base64 of Windows-1252.</summary>
    protected static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.Latin1.GetBytes(text));

    /// <summary>What is typed into its account's settings.</summary>
    /// <param name="Username">The username.</param>
    /// <param name="Password">The password: of Windows-1252, whose å, ä and ö are Latin-1's, a character is a byte.</param>
    /// <param name="StartTls">Whether it has STARTTLS to ask for.</param>
    /// <param name="MayLogIn">Whether the host takes its password.</param>
    protected sealed record Login(string Username, string Password, bool StartTls, bool MayLogIn);
}
