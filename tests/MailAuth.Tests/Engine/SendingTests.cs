using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.Replies;
using MailAuth.Submission;
using MailAuth.Usage;

namespace MailAuth.Tests.Engine;

/// <summary>Sending through the engine: decisions by its clock, audit lines, records of mail without a login, and no login without TLS where TLS is required.</summary>
public sealed class SendingTests : IAsyncDisposable
{
    private const string Kalle = "kalle@domain.se";
    private const string Stranger = "someone@elsewhere.example";

    private readonly EngineFixture fixture = new(options => options.Submission = Submission);

    private static SubmissionOptions Submission => new()
    {
        RelayNetworks = ["198.51.100.0/24", "2001:db8::/32"],
        Authentication = { TimeZone = "Europe/Stockholm", Warn = new(2009, 8, 24), Closed = new(2009, 9, 7) },
        Tls = { TimeZone = "Europe/Stockholm", Closed = new(2009, 9, 7), Domains = { new("kund.se") { Closed = new(2009, 10, 1) } } },
        Exceptions =
        {
            new() { Requirement = SubmissionRequirement.Authentication, Network = "192.0.2.10", Sender = "skrivare@domain.se", Reason = "no other firmware", Owner = "anna" },
            new() { Requirement = SubmissionRequirement.Tls, Network = "192.0.2.11", Until = new(2010, 1, 1), Reason = "no other firmware", Owner = "anna" },
        },
    };

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public void The_engines_clock_decides()
    {
        Assert.Equal(ReplyKind.SenderAccepted, MailReplies.KindOf(Send()));
        fixture.Clock.SetUtcNow(EngineFixture.Warned);
        Assert.Equal(ReplyKind.SenderAcceptedLogInSoon, MailReplies.KindOf(Send()));
        Assert.Equal(ReplyKind.SenderAccepted, MailReplies.KindOf(Send("skrivare@domain.se", "192.0.2.10")));
        fixture.Clock.SetUtcNow(EngineFixture.After);
        Assert.Equal(ReplyKind.AuthenticationRequired, MailReplies.KindOf(Send()));
        Assert.Equal(ReplyKind.SenderAccepted, MailReplies.KindOf(Send("skrivare@domain.se", "192.0.2.10")));
    }

    [Fact]
    public void A_refusal_leaves_an_audit_line_with_the_setting_that_decided_and_nothing_raw()
    {
        fixture.Clock.SetUtcNow(EngineFixture.After);
        Send("kalle@domain.se\r\nforged");
        Assert.Contains("Refused mail from \"kalle@domain.se\\x0D\\x0Aforged\" to \"someone@elsewhere.example\": AuthenticationRequired", fixture.Log, StringComparison.Ordinal);
        Assert.Contains("rule submission.authentication.closed", fixture.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_that_goes_on_leaves_no_audit_line_but_for_what_would_have_refused_it()
    {
        Send();
        Assert.DoesNotContain("mail from", fixture.Log, StringComparison.Ordinal);
        MailAuthOptions options = fixture.Options;
        options.Submission.SenderBinding = SenderBinding.Log;
        fixture.Engine.Apply(MailAuthPolicy.Create(options));
        fixture.Engine.AuthorizeSending(new SubmissionAttempt("lisa@domain.se", EngineFixture.Connection()) { Account = await fixture.Accounts.FindByAddressAsync(Kalle, TestContext.Current.CancellationToken) });
        Assert.Contains("Would have refused mail from \"lisa@domain.se\" to (none yet): SenderNotAllowed, account kalle@domain.se", fixture.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Mail_without_a_login_is_recorded_by_network_sender_and_time(bool isShortLived)
    {
        await using var fixture = new EngineFixture(options => (options.Submission, options.Passwords.Executor.Inline) = (Submission, isShortLived));
        await TakeAsync(fixture, "KALLE@Domain.SE", "198.51.100.7");
        await TakeAsync(fixture, "", "2001:db8:0:1:2:3:4:5");
        await TakeAsync(fixture, "no\taddress", "198.51.100.8");
        fixture.Clock.SetUtcNow(EngineFixture.After);
        await TakeAsync(fixture, "skrivare@domain.se", "192.0.2.10", tls: true);
        Assert.Equal(isShortLived ? 4 : 0, fixture.Usage.UnauthenticatedMail().Count);
        await fixture.Engine.DisposeAsync();

        UnauthenticatedMail record = new() { Network = System.Net.IPNetwork.Parse("198.51.100.7/32"), Sender = Kalle, Time = EngineFixture.Before };
        Assert.Equal(
            [
                record,
                record with { Network = System.Net.IPNetwork.Parse("2001:db8:0:1::/64"), Sender = "" },
                record with { Network = System.Net.IPNetwork.Parse("198.51.100.8/32"), Sender = "no?address" },
                record with { Network = System.Net.IPNetwork.Parse("192.0.2.10/32"), Sender = "skrivare@domain.se", Time = EngineFixture.After, Tls = true, Rule = "submission.exceptions[0]" },
            ],
            fixture.Usage.UnauthenticatedMail());
        Assert.Empty(fixture.Usage.Snapshot());
    }

    [Fact]
    public async Task Mail_of_an_account_and_mail_that_was_refused_are_not_recorded()
    {
        Account account = (await fixture.Accounts.FindByAddressAsync(Kalle, TestContext.Current.CancellationToken))!;
        var attempt = new SubmissionAttempt(Kalle, EngineFixture.Connection()) { Account = account, Recipient = Stranger };
        SubmissionDecision decision = fixture.Engine.AuthorizeSending(attempt);
        Assert.True(decision.IsAllowed);
        await fixture.Engine.RecordSendingAsync(attempt, decision);

        attempt = new SubmissionAttempt(Kalle, EngineFixture.Connection(remote: "203.0.113.9")) { Recipient = Stranger };
        decision = fixture.Engine.AuthorizeSending(attempt);
        Assert.False(decision.IsAllowed);
        await fixture.Engine.RecordSendingAsync(attempt, decision);
        await fixture.Engine.DisposeAsync();
        Assert.Empty(fixture.Usage.UnauthenticatedMail());
    }

    [Theory]
    [InlineData("kalle@domain.se", EngineFixture.RightPassword, "198.51.100.7", false)]
    [InlineData("kalle@kund.se", "kunden", "198.51.100.7", true)] // its domain has a month more
    [InlineData("kalle@domain.se", EngineFixture.RightPassword, "192.0.2.11", true)] // excepted
    public async Task A_login_to_send_without_TLS_is_refused_like_a_wrong_password_once_TLS_is_required(string username, string password, string remote, bool after)
    {
        LoginConnection connection = EngineFixture.Connection(tls: false, remote: remote) with { Protocol = MailProtocol.Submission };
        Assert.True((await fixture.LoginAsync(username, password, connection)).IsAccepted);
        fixture.Clock.SetUtcNow(EngineFixture.After);

        LoginResult right = await fixture.LoginAsync(username, password, connection);
        int operations = fixture.Operations.Count;
        LoginResult wrong = await fixture.LoginAsync(username, "wrong", connection);
        Assert.Equal(after, right.IsAccepted);
        if (!after)
        {
            Assert.Equal((LoginReason.TlsRequired, "submission.tls.closed"), (right.Reason, right.Rule));
            Assert.Equal(MailReplies.Smtp(wrong), MailReplies.Smtp(right));
            Assert.Equal(fixture.Operations.Count, operations);
        }

        // TLS, and reading mail, are as before.
        Assert.True((await fixture.LoginAsync(username, password, connection with { Tls = true })).IsAccepted);
        Assert.True((await fixture.LoginAsync(username, password, connection with { Protocol = MailProtocol.Imap })).IsAccepted);
    }

    private SubmissionDecision Send(string sender = Kalle, string remote = "198.51.100.7") =>
        fixture.Engine.AuthorizeSending(new SubmissionAttempt(sender, EngineFixture.Connection(remote: remote)) { Recipient = Stranger });

    private static async Task TakeAsync(EngineFixture fixture, string sender, string remote, bool tls = false)
    {
        // Without TLS before it is required; a relay network's own client.
        var attempt = new SubmissionAttempt(sender, EngineFixture.Connection(tls: tls, remote: remote)) { Recipient = Stranger };
        await fixture.Engine.RecordSendingAsync(attempt, fixture.Engine.AuthorizeSending(attempt));
    }
}
