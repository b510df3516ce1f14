using System.Text.Json;
using MailAuth;
using Samples.Tests.Connections;

namespace Samples.Tests.Clients.Programs;

/// <summary>
/// Python's poplib, imaplib and smtplib. poplib sends the password in UTF-8; the other two send ASCII alone, and raise UnicodeEncodeError for any other password. smtplib tries a refused
/// password with each mechanism that is offered.
/// </summary>
internal sealed class Python : BatchedClient
{
    private const string Script = """
        import imaplib, json, poplib, smtplib, ssl, sys

        visits = json.load(open(sys.argv[1], encoding="utf-8"))
        context = ssl.create_default_context(cafile=sys.argv[2])

        def connect(visit, plain, tls, context_name="context"):
            if visit["tls"] == "OnConnect":
                return tls("localhost", visit["port"], timeout=30, **{context_name: context})
            return plain("localhost", visit["port"], timeout=30)

        def fetch(visit, username, password):
            client = connect(visit, poplib.POP3, poplib.POP3_SSL)
            if visit["tls"] == "StartTls":
                client.stls(context)
            client.user(username)
            answer = client.pass_(password).decode()
            assert ("You are logged in as %s." % visit["address"]).encode() in client.retr(1)[1]
            client.quit()
            return answer

        def read(visit, username, password):
            client = connect(visit, imaplib.IMAP4, imaplib.IMAP4_SSL, "ssl_context")
            if visit["tls"] == "StartTls":
                client.starttls(context)
            answer = str(client.login(username, password)) + str(client.untagged_responses.get("OK"))
            client.select("INBOX", readonly=True)
            assert ("You are logged in as %s." % visit["address"]).encode() in client.fetch("1", "(RFC822)")[1][0][1]
            client.logout()
            return answer

        def send(visit, username, password):
            client = connect(visit, smtplib.SMTP, smtplib.SMTP_SSL)
            if visit["tls"] == "StartTls":
                client.starttls(context=context)
            answer = str(client.login(username, password))
            client.sendmail(visit["address"], "someone@elsewhere.example", "Subject: Hej\r\n\r\nHej.\r\n")
            client.quit()
            return answer

        for visit in visits:
            try:
                text = {"Pop3": fetch, "Imap": read, "Submission": send}[visit["protocol"]](visit, visit["username"], visit["password"])
                print(json.dumps([0, text]))
            except (poplib.error_proto, imaplib.IMAP4.error, smtplib.SMTPException) as refused:
                print(json.dumps([1, "%s: %s" % (type(refused).__name__, refused)]))
        """;

    public override string Name => "python3";

    public override IReadOnlyDictionary<MailProtocol, TlsWay[]> Ways { get; } = All(MailProtocol.Pop3, MailProtocol.Imap, MailProtocol.Submission);

    public override Customer CustomerOf(MailProtocol protocol) => protocol == MailProtocol.Pop3 ? Customer.Lisa : Customer.Kalle;

    /// <summary>A script gets what the host says: as the answer, or in the exception.</summary>
    protected override IEnumerable<string> ShownOf(Visit visit, Outcome outcome, string sentence) => (visit.Protocol, outcome) switch
    {
        (MailProtocol.Submission, Outcome.NoLogin) => ["SMTPNotSupportedError: SMTP AUTH extension not supported by server."],
        (MailProtocol.Submission, Outcome.NotNow) => ["SMTPAuthenticationError: (454,", sentence],
        (MailProtocol.Submission, Outcome.ChangeUsername or Outcome.Wrong) => ["SMTPAuthenticationError: (535,", sentence],
        (MailProtocol.Imap, Outcome.NotNow) => ["error: b'[UNAVAILABLE] ", sentence],
        (MailProtocol.Imap, Outcome.ChangeUsername) => ["error: b'[CONTACTADMIN] ", sentence],
        (MailProtocol.Imap, Outcome.Wrong) => ["error: b'[AUTHENTICATIONFAILED] ", sentence],
        (MailProtocol.Imap, Outcome.NoLogin) => ["error: b'[PRIVACYREQUIRED] ", sentence],
        (MailProtocol.Imap, Outcome.Warned) => ["[ALERT] " + sentence],
        (MailProtocol.Pop3, Outcome.Welcome or Outcome.Warned) => [ExpectedAnswers.AnswerOf(visit.Protocol, outcome, Customer.Lisa)],
        (MailProtocol.Pop3, _) => [$"error_proto: b'{ExpectedAnswers.AnswerOf(visit.Protocol, outcome, Customer.Lisa)}'"],
        _ => [sentence],
    };

    protected override async Task<IReadOnlyList<(int ExitCode, string Text)>> RunAsync(MailProtocol protocol, IReadOnlyList<(Visit Visit, ClientsHost Host)> visits, ProgramDirectory directory)
    {
        Customer customer = CustomerOf(protocol);
        string list = directory.Write("visits.json", JsonSerializer.Serialize(visits.Select(visit => new Dictionary<string, object>
        {
            ["protocol"] = protocol.ToString(), ["tls"] = visit.Visit.Tls.ToString(), ["port"] = visit.Host.PortOf(protocol, visit.Visit.Tls),
            ["username"] = visit.Visit.UsernameOf(customer), ["password"] = visit.Visit.PasswordOf(customer), ["address"] = customer.Address,
        })));
        (int exitCode, string output, string error) = await directory.RunAsync("python3", directory.Write("client.py", Script), list, directory.Trusted);
        Assert.True(exitCode == 0, error);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).Select(told => (told[0].GetInt32(), told[1].GetString()!))];
    }
}
