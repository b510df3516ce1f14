using MailAuth.Usage;

namespace Samples.Tests.Clients.Windows;

/// <summary>
/// The rows of who has not switched on authentication for outgoing mail: from one of the host's relay networks, before, during and after the transition. On the port for sending MAIL is
/// answered so; on port 25, where mail for the host's own domains comes in without a login at all times, it is RCPT.
/// </summary>
public sealed class SendingWithoutLoginTests
{
    private const string Sentence = "Switch on authentication for outgoing mail, with the same username and password as for incoming mail";

    private static readonly WindowsClient[] Clients = [new Outlook2007(), new Outlook2003(), new OutlookExpress6(), new WindowsMail()];

    public static TheoryData<string, Moment, int> Rows => new(
        from client in Clients
        from moment in Enum.GetValues<Moment>()
        from port in (int[])[25, 587]
        select (client.Name, moment, port));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Sending_without_a_login_comes_to_what_the_table_says(string client, Moment moment, int port)
    {
        // What MAIL is to be answered, by hand.
        string[] expected = (moment, port) switch
        {
            (Moment.Open, _) => ["250 2.1.0 Sender accepted.", "250 2.1.5 Recipient accepted.", "250 2.0.0 …"],
            (Moment.Warn, 25) => ["250 2.1.0 Sender accepted.", $"250 2.1.5 Sender accepted. {Sentence}: without it mail will soon be refused.", "250 2.0.0 …"],
            (Moment.Warn, _) => [$"250 2.1.0 Sender accepted. {Sentence}: without it mail will soon be refused.", "250 2.1.5 Recipient accepted.", "250 2.0.0 …"],
            (Moment.Brownout, 25) => ["250 2.1.0 Sender accepted.", "451 4.7.0 Switch on authentication …"],
            (Moment.Brownout, _) => ["451 4.7.0 Switch on authentication …"],
            (_, 25) => ["250 2.1.0 Sender accepted.", $"530 5.7.0 {Sentence}."],
            _ => [$"530 5.7.0 {Sentence}."],
        };
        await using ClientsHost host = await ClientsHost.StartAsync(moment, plainAllowed: false, relays: true);

        IReadOnlyList<string> answers = await Clients.Single(found => found.Name == client).SendWithoutLoginAsync(host, port);

        Assert.Equal(expected.Length, answers.Count);
        Assert.All(expected.Zip(answers), pair => ExpectedAnswers.AssertAnswer(pair.First, pair.Second));
        await host.DisposeAsync();
        Assert.Empty(host.Logins);
        bool accepted = moment is Moment.Open or Moment.Warn;
        Assert.Equal(accepted ? 1 : 0, host.Mail.Count);
        Assert.Equal(accepted ? ["lisa@domain.se"] : [], host.UnauthenticatedMail.Select(mail => mail.Sender));
    }
}
