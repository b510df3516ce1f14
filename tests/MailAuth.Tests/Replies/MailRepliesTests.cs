using MailAuth.Accounts;
using MailAuth.Replies;
using MailAuth.Sasl;
using MailAuth.Transition;
using MailAuth.Usernames;

namespace MailAuth.Tests.Replies;

/// <summary>What each protocol says to each result, cell by cell, and that it depends on nothing but status and notice.</summary>
public sealed class MailRepliesTests
{
    private const string Address = "kalle@domain.se";
    private const string UseFull = "Log in with your full e-mail address kalle@domain.se as the username; the short name stopped working.";
    private const string ChangeSoon = "Change your username to your full e-mail address kalle@domain.se; the short name will soon stop working.";

    private const string SwitchedOff = "Logging in to this account is switched off. Ask your mail host.";

    public static TheoryData<LoginStatus, LoginNotice, ReplyKind> Rows => new()
    {
        { LoginStatus.Accepted, LoginNotice.None, ReplyKind.Accepted },
        { LoginStatus.Accepted, LoginNotice.ChangeToFullAddress, ReplyKind.AcceptedChangeSoon },
        { LoginStatus.Accepted, LoginNotice.UseFullAddress, ReplyKind.Accepted },
        { LoginStatus.Accepted, LoginNotice.AnotherAccount, ReplyKind.Accepted },
        { LoginStatus.Accepted, LoginNotice.LoginSwitchedOff, ReplyKind.Accepted },
        { LoginStatus.Rejected, LoginNotice.LoginSwitchedOff, ReplyKind.LoginSwitchedOff },
        { LoginStatus.TemporarilyUnavailable, LoginNotice.LoginSwitchedOff, ReplyKind.TemporarilyUnavailable },
        { LoginStatus.Rejected, LoginNotice.None, ReplyKind.Rejected },
        { LoginStatus.Rejected, LoginNotice.ChangeToFullAddress, ReplyKind.Rejected },
        { LoginStatus.Rejected, LoginNotice.UseFullAddress, ReplyKind.UseFullAddress },
        { LoginStatus.Rejected, LoginNotice.AnotherAccount, ReplyKind.AnotherAccount },
        { LoginStatus.TemporarilyUnavailable, LoginNotice.None, ReplyKind.TemporarilyUnavailable },
        { LoginStatus.TemporarilyUnavailable, LoginNotice.ChangeToFullAddress, ReplyKind.TemporarilyUnavailable },
        { LoginStatus.TemporarilyUnavailable, LoginNotice.UseFullAddress, ReplyKind.TemporarilyUnavailable },
        { LoginStatus.TemporarilyUnavailable, LoginNotice.AnotherAccount, ReplyKind.TemporarilyUnavailable },
        { (LoginStatus)99, LoginNotice.None, ReplyKind.Rejected },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_result_has_the_row_of_its_status_and_notice(LoginStatus status, LoginNotice notice, ReplyKind kind) =>
        Assert.Equal(kind, MailReplies.KindOf(new LoginResult { Status = status, Notice = notice }));

    [Theory]
    [InlineData(ReplyKind.Accepted, "235 2.7.0 Logged in.")]
    [InlineData(ReplyKind.AcceptedChangeSoon, "235 2.7.0 Logged in.")]
    [InlineData(ReplyKind.Rejected, "535 5.7.8 The username or the password is not right.")]
    [InlineData(ReplyKind.TemporarilyUnavailable, "454 4.7.0 Login is not possible at the moment. Try again later.")]
    [InlineData(ReplyKind.UseFullAddress, "535 5.7.8 " + UseFull)]
    [InlineData(ReplyKind.AnotherAccount, "535 5.7.8 This account may not act as another one.")]
    [InlineData(ReplyKind.TlsRequired, "504 5.5.4 Switch on encryption (TLS) before logging in.")]
    [InlineData(ReplyKind.AuthenticationRequired, "530 5.7.0 Switch on authentication for outgoing mail, with the same username and password as for incoming mail.")]
    [InlineData(ReplyKind.StartTlsRequired, "530 5.7.0 Switch on encryption (STARTTLS) for outgoing mail.")]
    [InlineData(ReplyKind.SendingUnavailable, "451 4.7.0 Switch on authentication and encryption for outgoing mail: without them it will soon be refused, and is for the moment.")]
    [InlineData(ReplyKind.SenderNotAllowed, "550 5.7.1 The sender address is not one of your account.")]
    [InlineData(ReplyKind.AlreadyAuthenticated, "503 5.5.1 Already logged in.")]
    [InlineData(ReplyKind.Cancelled, "501 5.7.0 Authentication cancelled.")]
    [InlineData(ReplyKind.BadEncoding, "501 5.5.2 The response is not base64.")]
    [InlineData(ReplyKind.UnknownMechanism, "504 5.5.4 Unknown authentication mechanism.")]
    [InlineData(ReplyKind.TooLong, "500 5.5.6 The authentication line is too long.")]
    public void SMTP_says(ReplyKind kind, string line) => Assert.Equal(line, MailReplies.Smtp(kind, Address).ToString());

    [Theory]
    [InlineData(ReplyKind.Accepted, "OK Logged in.", null)]
    [InlineData(ReplyKind.AcceptedChangeSoon, "OK Logged in.", "* OK [ALERT] " + ChangeSoon)]
    [InlineData(ReplyKind.Rejected, "NO [AUTHENTICATIONFAILED] The username or the password is not right.", null)]
    [InlineData(ReplyKind.TemporarilyUnavailable, "NO [UNAVAILABLE] Login is not possible at the moment. Try again later.", null)]
    [InlineData(ReplyKind.UseFullAddress, "NO [CONTACTADMIN] " + UseFull, null)]
    [InlineData(ReplyKind.AnotherAccount, "NO [AUTHORIZATIONFAILED] This account may not act as another one.", null)]
    [InlineData(ReplyKind.TlsRequired, "NO [PRIVACYREQUIRED] Switch on encryption (TLS) before logging in.", null)]
    [InlineData(ReplyKind.AlreadyAuthenticated, "BAD Already logged in.", null)]
    [InlineData(ReplyKind.Cancelled, "BAD Authentication cancelled.", null)]
    [InlineData(ReplyKind.BadEncoding, "BAD The response is not base64.", null)]
    [InlineData(ReplyKind.UnknownMechanism, "NO Unknown authentication mechanism.", null)]
    [InlineData(ReplyKind.TooLong, "BAD The authentication line is too long.", null)]
    public void IMAP_says(ReplyKind kind, string line, string? alert)
    {
        ImapReply reply = MailReplies.Imap(kind, Address);
        Assert.Equal(line, reply.ToString());
        Assert.Equal(alert, reply.Alert);
    }

    [Theory]
    [InlineData(ReplyKind.Accepted, "+OK Logged in.")]
    [InlineData(ReplyKind.AcceptedChangeSoon, "+OK " + ChangeSoon)]
    [InlineData(ReplyKind.Rejected, "-ERR [AUTH] The username or the password is not right.")]
    [InlineData(ReplyKind.TemporarilyUnavailable, "-ERR [SYS/TEMP] Login is not possible at the moment. Try again later.")]
    [InlineData(ReplyKind.UseFullAddress, "-ERR [AUTH] " + UseFull)]
    [InlineData(ReplyKind.AnotherAccount, "-ERR [AUTH] This account may not act as another one.")]
    [InlineData(ReplyKind.TlsRequired, "-ERR Switch on encryption (TLS) before logging in.")]
    [InlineData(ReplyKind.AlreadyAuthenticated, "-ERR Already logged in.")]
    [InlineData(ReplyKind.Cancelled, "-ERR Authentication cancelled.")]
    [InlineData(ReplyKind.BadEncoding, "-ERR The response is not base64.")]
    [InlineData(ReplyKind.UnknownMechanism, "-ERR Unknown authentication mechanism.")]
    [InlineData(ReplyKind.TooLong, "-ERR The authentication line is too long.")]
    public void POP3_says(ReplyKind kind, string line) => Assert.Equal(line, MailReplies.Pop3(kind, Address).ToString());

    [Fact]
    public void POP3_answers_every_USER_over_TLS_alike()
    {
        Assert.Equal("+OK Send the password.", MailReplies.Pop3User.ToString());
        Assert.StartsWith("-ERR ", MailReplies.Pop3(ReplyKind.TlsRequired).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Closed, call 08-123", "Closed, call 08-123")]
    [InlineData(null, SwitchedOff)]
    [InlineData(" ", SwitchedOff)]
    [InlineData("stängt", SwitchedOff)]
    [InlineData("one\r\n* OK two", SwitchedOff)]
    [InlineData("[ALERT] x", SwitchedOff)]
    public void An_account_that_is_switched_off_says_why_where_that_fits_on_a_line(string? reason, string said)
    {
        var fields = new Dictionary<string, string> { ["nologin"] = "" };
        if (reason is not null)
        {
            fields["reason"] = reason;
        }

        var result = new LoginResult { Notice = LoginNotice.LoginSwitchedOff, Account = new Account(Address, "{PLAIN}x") { ExtraFields = fields } };
        Assert.Equal("535 5.7.8 " + said, MailReplies.Smtp(result).ToString());
        Assert.Equal("NO [CONTACTADMIN] " + said, MailReplies.Imap(result).ToString());
        Assert.Equal("-ERR [AUTH] " + said, MailReplies.Pop3(result).ToString());
        Assert.Equal(new CheckPasswordReply(0) { NoLogin = true, Reason = said }, MailReplies.CheckPassword(result, "imap"));
        Assert.Equal(new CheckPasswordReply(1), MailReplies.CheckPassword(result, "smtp"));
    }

    [Theory]
    [InlineData(ReplyKind.AuthenticationRequired)]
    [InlineData(ReplyKind.StartTlsRequired)]
    [InlineData(ReplyKind.SendingUnavailable)]
    [InlineData(ReplyKind.SenderNotAllowed)]
    public void A_row_that_is_SMTPs_alone_is_the_common_refusal_elsewhere(ReplyKind kind)
    {
        Assert.Equal(MailReplies.Imap(ReplyKind.Rejected), MailReplies.Imap(kind));
        Assert.Equal(MailReplies.Pop3(ReplyKind.Rejected), MailReplies.Pop3(kind));
        Assert.Equal(new CheckPasswordReply(1), MailReplies.CheckPassword(kind, "imap"));
    }

    [Theory]
    [InlineData(ReplyKind.Accepted, 0)]
    [InlineData(ReplyKind.AcceptedChangeSoon, 0)]
    [InlineData(ReplyKind.Rejected, 1)]
    [InlineData(ReplyKind.TemporarilyUnavailable, 111)]
    [InlineData(ReplyKind.AnotherAccount, 1)]
    [InlineData(ReplyKind.TlsRequired, 1)]
    public void Checkpassword_ends_alike_for_every_service(ReplyKind kind, int exitCode)
    {
        foreach (string? service in (string?[])["imap", "pop3", "smtp", null])
        {
            Assert.Equal(new CheckPasswordReply(exitCode), MailReplies.CheckPassword(kind, service, Address));
        }
    }

    [Theory]
    [InlineData("imap", true)]
    [InlineData("pop3", true)]
    [InlineData("submission", true)]
    [InlineData("sieve", true)]
    [InlineData("smtp", false)]
    [InlineData("exim", false)]
    [InlineData("IMAP", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_closed_form_ends_with_a_reason_only_where_the_server_keeps_the_user_out(string? service, bool honours)
    {
        var expected = honours ? new CheckPasswordReply(0) { NoLogin = true, Reason = UseFull } : new CheckPasswordReply(1);
        Assert.Equal(expected, MailReplies.CheckPassword(ReplyKind.UseFullAddress, service, Address));
    }

    [Theory]
    [InlineData(ResolutionStatus.Found, 2)]
    [InlineData(ResolutionStatus.Unknown, 3)]
    [InlineData(ResolutionStatus.Ambiguous, 111)]
    [InlineData(null, 111)]
    [InlineData((ResolutionStatus)99, 111)]
    public void A_look_up_never_ends_in_0_and_bounces_only_what_is_unknown(ResolutionStatus? status, int exitCode) =>
        Assert.Equal(new CheckPasswordReply(exitCode), MailReplies.CheckPasswordLookup(status));

    [Fact]
    public void A_look_up_of_credentials_fails_for_now_and_names_the_mechanisms_to_switch_off()
    {
        CheckPasswordReply reply = MailReplies.CheckPasswordCredentials;
        Assert.Equal(111, reply.ExitCode);
        Assert.False(reply.NoLogin);
        Assert.Contains("CRAM-MD5", reply.Reason, StringComparison.Ordinal);
        Assert.Contains("auth_mechanisms = plain login", reply.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SaslOutcome.Malformed, ReplyKind.Rejected)]
    [InlineData(SaslOutcome.Cancelled, ReplyKind.Cancelled)]
    [InlineData(SaslOutcome.BadEncoding, ReplyKind.BadEncoding)]
    [InlineData(SaslOutcome.TooLong, ReplyKind.TooLong)]
    public void An_exchange_that_failed_has_a_row(SaslOutcome outcome, ReplyKind kind) => Assert.Equal(kind, MailReplies.KindOf(outcome));

    [Theory]
    [InlineData(SaslOutcome.Challenge)]
    [InlineData(SaslOutcome.Complete)]
    public void An_exchange_that_has_not_failed_has_none(SaslOutcome outcome) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MailReplies.KindOf(outcome));

    [Fact]
    public void A_refusal_is_the_same_to_the_byte_whatever_the_reason()
    {
        foreach (LoginReason reason in Enum.GetValues<LoginReason>())
        {
            foreach (LoginStatus status in (LoginStatus[])[LoginStatus.Rejected, LoginStatus.TemporarilyUnavailable])
            {
                var plain = new LoginResult { Status = status };
                var full = new LoginResult
                {
                    Status = status,
                    Reason = reason,
                    Account = new Account(Address, "{PLAIN}secret") { Status = AccountStatus.Disabled },
                    Form = UsernameForm.LocalPart,
                    Source = ResolutionSource.ServerName,
                    Phase = TransitionPhase.Closed,
                    NormalizedUsername = "kalle",
                    Rule = "transition.overrides[0]",
                    DryRunStatus = LoginStatus.Accepted,
                    Delay = TimeSpan.FromSeconds(3),
                };
                Assert.Equal(MailReplies.Smtp(plain).ToString(), MailReplies.Smtp(full).ToString());
                Assert.Equal(MailReplies.Imap(plain), MailReplies.Imap(full));
                Assert.Equal(MailReplies.Pop3(plain).ToString(), MailReplies.Pop3(full).ToString());
                Assert.Equal(MailReplies.CheckPassword(plain, "imap"), MailReplies.CheckPassword(full, "imap"));
            }
        }
    }

    [Fact]
    public void A_notice_names_the_account()
    {
        var account = new Account(Address, null);
        var closed = new LoginResult { Status = LoginStatus.Rejected, Notice = LoginNotice.UseFullAddress, Account = account };
        Assert.Equal("535 5.7.8 " + UseFull, MailReplies.Smtp(closed).ToString());
        Assert.Equal("NO [CONTACTADMIN] " + UseFull, MailReplies.Imap(closed).ToString());
        Assert.Equal("-ERR [AUTH] " + UseFull, MailReplies.Pop3(closed).ToString());
        Assert.Equal(UseFull, MailReplies.CheckPassword(closed, "pop3").Reason);
        Assert.Equal(1, MailReplies.CheckPassword(closed, "smtp").ExitCode);

        var warned = new LoginResult { Status = LoginStatus.Accepted, Notice = LoginNotice.ChangeToFullAddress, Account = account };
        Assert.Equal("* OK [ALERT] " + ChangeSoon, MailReplies.Imap(warned).Alert);
        Assert.Equal("+OK " + ChangeSoon, MailReplies.Pop3(warned).ToString());
    }
}
