using System.Globalization;
using MailAuth;
using Samples.Tests.Connections;

namespace Samples.Tests.Clients.Programs;

/// <summary>curl, with PLAIN: in IMAP and SMTP with an initial response where that is offered, in POP3 without. The password goes as it is in its file, in UTF-8. It is told to show the dialog (-v).</summary>
internal sealed class Curl : BatchedClient
{
    private const string Mark = "### ";

    public override string Name => "curl";

    public override IReadOnlyDictionary<MailProtocol, TlsWay[]> Ways { get; } = All(MailProtocol.Pop3, MailProtocol.Imap, MailProtocol.Submission);

    protected override IEnumerable<string> ShownOf(Visit visit, Outcome outcome, string sentence) => (visit.Protocol, outcome) switch
    {
        (_, Outcome.Welcome or Outcome.Warned) => [sentence],

        // In SMTP it goes on without the login that it was asked for, and may not send (CURLE_SEND_ERROR).
        (MailProtocol.Submission, Outcome.NoLogin) => ["530 5.7.0 Switch on authentication for outgoing mail", "(exit code 55)"],
        (_, Outcome.NoLogin) => ["(exit code 67)"],
        _ => [sentence, "(exit code 67)"], // CURLE_LOGIN_DENIED
    };

    protected override async Task<IReadOnlyList<(int ExitCode, string Text)>> RunAsync(MailProtocol protocol, IReadOnlyList<(Visit Visit, ClientsHost Host)> visits, ProgramDirectory directory)
    {
        directory.Write("message", "From: <lisa@domain.se>\r\nTo: <someone@elsewhere.example>\r\nSubject: Hej\r\n\r\nHej.\r");
        string settings = directory.Write("curlrc", string.Join("next\n", visits.Select((visit, index) => Transfer(visit.Visit, visit.Host, index, directory))));
        (_, _, string error) = await directory.RunAsync("curl", "--config", settings);

        string[] shown = error.Split(Mark);
        Assert.Equal(visits.Count + 1, shown.Length);
        var told = new List<(int, string)>();
        for (int i = 0; i < visits.Count; i++)
        {
            // The dialog stands before the mark, the exit code behind it and on the same line.
            int exitCode = int.Parse(shown[i + 1].Split(' ')[0], CultureInfo.InvariantCulture);
            string dialog = i == 0 ? shown[i] : shown[i][(shown[i].IndexOf('\n', StringComparison.Ordinal) + 1)..];
            if (exitCode == 0 && protocol != MailProtocol.Submission)
            {
                AssertFetched(visits[i].Visit, await File.ReadAllTextAsync(directory.In($"out{i}")));
            }

            told.Add((exitCode, dialog));
        }

        return told;
    }

    private static string Transfer(Visit visit, ClientsHost host, int index, ProgramDirectory directory)
    {
        int port = host.PortOf(visit.Protocol, visit.Tls);
        string scheme = visit.Protocol switch { MailProtocol.Pop3 => "pop3", MailProtocol.Imap => "imap", _ => "smtp" } + (visit.Tls == TlsWay.OnConnect ? "s" : "");
        string what = visit.Protocol switch { MailProtocol.Pop3 => "1", MailProtocol.Imap => "INBOX;MAILINDEX=1", _ => "client.example" };
        return $"""
            silent
            verbose
            url = "{scheme}://mail.domain.se:{port}/{what}"
            resolve = "mail.domain.se:{port}:127.0.0.1"
            user = "{visit.UsernameOf(Customer.Lisa)}:{visit.PasswordOf(Customer.Lisa)}"
            output = "{directory.In($"out{index}")}"
            write-out = "%{"{stderr}"}{Mark}%{"{exitcode}"} %{"{errormsg}"}\n"
            {(visit.OverTls ? $"ssl-reqd\ncacert = \"{directory.Trusted}\"" : "")}
            {(visit.Protocol == MailProtocol.Submission ? $"mail-from = \"lisa@domain.se\"\nmail-rcpt = \"someone@elsewhere.example\"\nupload-file = \"{directory.In("message")}\"" : "")}

            """;
    }
}
