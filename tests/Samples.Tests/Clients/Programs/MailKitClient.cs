using MailAuth;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Pop3;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Samples.Tests.Connections;

namespace Samples.Tests.Clients.Programs;

/// <summary>MailKit, within this process. It sends passwords in UTF-8, and tries a refused one with each mechanism that is offered.</summary>
internal sealed class MailKitClient : MailClient
{
    private static readonly TlsWay[] AllWays = Enum.GetValues<TlsWay>();

    public override string Name => "MailKit";

    public override IReadOnlyDictionary<MailProtocol, TlsWay[]> Ways { get; } =
        new[] { MailProtocol.Pop3, MailProtocol.Imap, MailProtocol.Submission }.ToDictionary(protocol => protocol, _ => AllWays);

    /// <summary>It hands on what IMAP and SMTP say; what POP3 says it keeps to itself, whether +OK or -ERR.</summary>
    public override void AssertTold(Visit visit, Outcome outcome, string text)
    {
        string sentence = ExpectedAnswers.SentenceOf(visit.Protocol, outcome, Customer.Lisa);
        string shown = (visit.Protocol, outcome) switch
        {
            (_, Outcome.Welcome) => "",
            (MailProtocol.Imap, Outcome.Warned) => sentence,
            (_, Outcome.Warned) => "",
            (MailProtocol.Pop3, _) => "AuthenticationException: Authentication failed.",
            (MailProtocol.Imap, Outcome.NoLogin) => "AuthenticationException: The LOGIN command is disabled.",
            (_, Outcome.NoLogin) => "NotSupportedException: The SMTP server does not support authentication.",
            _ => "AuthenticationException: ",
        };
        Assert.Contains(shown, text, StringComparison.Ordinal);
        if (outcome is Outcome.NotNow or Outcome.ChangeUsername or Outcome.Wrong && visit.Protocol != MailProtocol.Pop3)
        {
            Assert.Contains(sentence, text, StringComparison.Ordinal);
        }
    }

    protected override async Task<Told> VisitAsync(Visit visit, ClientsHost host)
    {
        using MailService client = visit.Protocol switch
        {
            MailProtocol.Pop3 => new Pop3Client(),
            MailProtocol.Imap => new ImapClient(),
            _ => new SmtpClient(),
        };
        client.CheckCertificateRevocation = false;
        client.ServerCertificateValidationCallback = (_, certificate, _, _) => TestHost.Certificate.Equals(certificate);
        SecureSocketOptions security = visit.Tls switch
        {
            TlsWay.OnConnect => SecureSocketOptions.SslOnConnect,
            TlsWay.StartTls => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.None,
        };
        string text = "";
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        if (client is ImapClient alerted)
        {
            alerted.Alert += (_, alert) => text += alert.Message;
        }

        await client.ConnectAsync("localhost", host.PortOf(visit.Protocol, visit.Tls), security, cancellationToken);
        bool succeeded = true;
        try
        {
            await client.AuthenticateAsync(visit.UsernameOf(Customer.Lisa), visit.PasswordOf(Customer.Lisa), cancellationToken);
            await UseAsync(client, cancellationToken);
        }
        catch (Exception refused) when (refused is AuthenticationException or CommandException or NotSupportedException)
        {
            succeeded = false;
            text += $"{refused.GetType().Name}: {refused.Message} {refused.InnerException?.Message}";
        }

        await client.DisconnectAsync(quit: true, cancellationToken);
        return new Told(succeeded, text, host);
    }

    private static async Task UseAsync(MailService client, CancellationToken cancellationToken)
    {
        switch (client)
        {
            case Pop3Client pop3:
                AssertMine(await pop3.GetMessageAsync(0, cancellationToken));
                break;
            case ImapClient imap:
                await imap.Inbox!.OpenAsync(FolderAccess.ReadOnly, cancellationToken);
                AssertMine(await imap.Inbox.GetMessageAsync(0, cancellationToken));
                break;
            case SmtpClient smtp:
                using (var message = new MimeMessage([new MailboxAddress("Lisa", "lisa@domain.se")], [new MailboxAddress("", "someone@elsewhere.example")], "Hej", new TextPart("plain") { Text = "Smörgås." }))
                {
                    await smtp.SendAsync(message, cancellationToken);
                }

                break;
        }

        static void AssertMine(MimeMessage message) => Assert.Contains("You are logged in as lisa@domain.se.", message.TextBody, StringComparison.Ordinal);
    }
}
