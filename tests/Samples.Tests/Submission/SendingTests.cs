using System.Net;
using MailAuth.Submission;
using MailAuth.Usage;
using Samples.Tests.Connections;

namespace Samples.Tests.Submission;

/// <summary>Who may send, before, during and after the date on which a login is required.</summary>
public sealed class SendingTests
{
    private const string Accepted = "250 2.1.0 Sender accepted.";
    private const string LogInSoon =
        "250 2.1.0 Sender accepted. Switch on authentication for outgoing mail, with the same username and password as for incoming mail: without it mail will soon be refused.";

    private const string LogIn = "530 5.7.0 Switch on authentication for outgoing mail, with the same username and password as for incoming mail.";
    private const string NotForTheMoment = "451 4.7.0 Switch on authentication and encryption for outgoing mail: without them it will soon be refused, and is for the moment.";

    [Theory]
    [InlineData("2009-08-23T10:00:00+02:00", Accepted)]
    [InlineData("2009-08-24T10:00:00+02:00", LogInSoon)]
    [InlineData("2009-09-01T09:30:00+02:00", NotForTheMoment)]
    [InlineData("2009-09-07T00:00:00+02:00", LogIn)]
    public async Task Without_a_login_the_dates_decide(string time, string answer)
    {
        await using SubmissionTestHost host = await StartAsync(time);
        await using Wire wire = await host.GreetAsync();
        Assert.Equal(answer, await wire.CommandAsync("MAIL FROM:<kalle@domain.se>"));
        Assert.StartsWith(answer[0] == '2' ? "250 2.1.5 " : "503 5.5.1 ", await wire.CommandAsync("RCPT TO:<someone@elsewhere.example>"), StringComparison.Ordinal);

        // With a login, no date matters.
        await using Wire member = await host.LogInAsync();
        Assert.Equal(Accepted, await member.CommandAsync("MAIL FROM:<kalle@domain.se>"));
    }

    [Fact]
    public async Task The_printer_that_is_excepted_sends_as_itself_after_the_date_and_is_recorded_once_a_message()
    {
        await using SubmissionTestHost host = await StartAsync("2009-09-08T10:00:00+02:00", options => options.Exceptions =
            [new() { Requirement = SubmissionRequirement.Authentication, Network = "127.0.0.1", Sender = "skrivare@domain.se", Until = new(2010, 1, 1), Reason = "no other firmware", Owner = "anna" }]);
        await using Wire wire = await host.GreetAsync();
        Assert.Equal(LogIn, await wire.CommandAsync("MAIL FROM:<kalle@domain.se>"));
        Assert.Equal(Accepted, await wire.CommandAsync("MAIL FROM:<Skrivare@Domain.SE>"));
        await wire.LastOfAsync("RCPT TO:<one@elsewhere.example>", "RCPT TO:<two@elsewhere.example>", "DATA");
        Assert.StartsWith("250 2.0.0 ", await wire.LastOfAsync("Subject: Scan\r\n\r\nA page.\r\n."), StringComparison.Ordinal);

        await host.EndRecordingAsync();
        UnauthenticatedMail record = Assert.Single(host.Usage.UnauthenticatedMail());
        Assert.Equal(("127.0.0.1/32", "skrivare@domain.se", "submission.exceptions[0]", true), (record.Network.ToString(), record.Sender, record.Rule, record.Tls));
        Assert.Contains(host.Log.Lines, line => line.StartsWith("1611 Refused mail from \"kalle@domain.se\"", StringComparison.Ordinal) && line.Contains("rule submission.authentication.closed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mail_that_is_given_up_or_sent_with_a_login_is_not_recorded()
    {
        await using SubmissionTestHost host = await StartAsync("2009-08-20T10:00:00+02:00");
        await using Wire wire = await host.GreetAsync();
        await wire.LastOfAsync("MAIL FROM:<kalle@domain.se>", "RCPT TO:<one@elsewhere.example>", "RSET");
        await using Wire member = await host.LogInAsync();
        Assert.StartsWith("250 2.0.0 ", await member.SendMailAsync(), StringComparison.Ordinal);
        await host.EndRecordingAsync();
        Assert.Empty(host.Usage.UnauthenticatedMail());
    }

    [Theory]
    [InlineData("kalle@domain.se", Accepted)]
    [InlineData("KALLE@domain.SE", Accepted)]
    [InlineData("", Accepted)] // a notification or a receipt
    [InlineData("lisa@domain.se", "550 5.7.1 The sender address is not one of your account.")]
    [InlineData("kalle@kund.se", "550 5.7.1 The sender address is not one of your account.")]
    [InlineData("kalle", "550 5.7.1 The sender address is not one of your account.")]
    public async Task A_login_sends_as_its_own_account_whatever_username_was_typed(string sender, string answer)
    {
        await using SubmissionTestHost host = await StartAsync("2009-09-08T10:00:00+02:00");
        foreach (string login in (string[])["AUTH PLAIN AGthbGxlAHNlY3JldA==", SubmissionDialog.RightPlain]) // kalle, and kalle@domain.se
        {
            await using Wire wire = await host.GreetAsync();
            Assert.Equal(SubmissionDialog.LoggedIn, await wire.CommandAsync(login));
            Assert.Equal(answer, await wire.CommandAsync($"MAIL FROM:<{sender}>"));
        }
    }

    [Fact]
    public async Task On_the_port_for_incoming_mail_only_the_hosts_own_domains_are_free()
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync(service: SubmissionService.Relay);
        await using Wire wire = await host.ConnectPlainAsync();
        await wire.EhloAsync("mx.elsewhere.example");
        Assert.Equal(Accepted, await wire.CommandAsync("MAIL FROM:<someone@elsewhere.example>"));
        Assert.Equal(LogIn, await wire.CommandAsync("RCPT TO:<other@elsewhere.example>"));
        Assert.StartsWith("250 2.1.5 ", await wire.CommandAsync("RCPT TO:<kalle@Domain.SE>"), StringComparison.Ordinal);
        Assert.StartsWith("354 ", await wire.CommandAsync("DATA"), StringComparison.Ordinal);
        Assert.StartsWith("250 2.0.0 ", await wire.CommandAsync("Subject: Hej\r\n\r\n."), StringComparison.Ordinal);
        string mail = Assert.Single(host.Mail);
        Assert.Contains("X-Envelope-To: <kalle@Domain.SE>\r\n", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("other@", mail, StringComparison.Ordinal);
    }

    private static Task<SubmissionTestHost> StartAsync(string time, Action<SubmissionOptions>? configure = null) => SubmissionTestHost.StartAsync(
        options =>
        {
            options.RelayNetworks = ["127.0.0.0/8"];
            options.Authentication = new() { TimeZone = "Europe/Stockholm", Warn = new(2009, 8, 24), Closed = new(2009, 9, 7), Brownouts = { new("2009-09-01", "09:00", "10:00") } };
            configure?.Invoke(options);
        },
        now: DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture));
}
