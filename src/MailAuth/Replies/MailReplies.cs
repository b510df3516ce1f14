using MailAuth.Sasl;
using MailAuth.Submission;
using MailAuth.Usernames;

namespace MailAuth.Replies;

/// <summary>
/// The one table of what each protocol says. A result goes in with its <see cref="LoginResult.Status"/> and <see cref="LoginResult.Notice"/>
/// alone, never with its reason: what is refused for different reasons looks alike, to the byte. The address of the account, or what the account itself says of
/// why logging in is switched off, is told only with a notice, and the engine gives one only after the right password.
/// </summary>
public static class MailReplies
{
    /// <summary>The answer to POP3's USER over TLS, whoever it is. Without TLS it is <see cref="ReplyKind.TlsRequired"/>.</summary>
    public static Pop3Reply Pop3User { get; } = new(true, null, ReplyTexts.UsernameTaken);

    /// <summary>
    /// The end of a checkpassword program that is asked for the stored password itself (a credentials look-up): 111, and for the log a line that names
    /// the mechanisms to switch off.
    /// </summary>
    public static CheckPasswordReply CheckPasswordCredentials { get; } = new(111) { Reason = ReplyTexts.CredentialsLookup };

    /// <summary>The row of a login's result.</summary>
    /// <param name="result">The result.</param>
    /// <returns>The row.</returns>
    public static ReplyKind KindOf(LoginResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return (result.Status, result.Notice) switch
        {
            (LoginStatus.Accepted, LoginNotice.ChangeToFullAddress) => ReplyKind.AcceptedChangeSoon,
            (LoginStatus.Accepted, _) => ReplyKind.Accepted,
            (LoginStatus.TemporarilyUnavailable, _) => ReplyKind.TemporarilyUnavailable,
            (LoginStatus.Rejected, LoginNotice.UseFullAddress) => ReplyKind.UseFullAddress,
            (LoginStatus.Rejected, LoginNotice.LoginSwitchedOff) => ReplyKind.LoginSwitchedOff,
            (LoginStatus.Rejected, LoginNotice.AnotherAccount) => ReplyKind.AnotherAccount,
            _ => ReplyKind.Rejected,
        };
    }

    /// <summary>The row of a SASL exchange that ended without reaching the engine.</summary>
    /// <param name="outcome">The outcome of its last step.</param>
    /// <returns>The row. A malformed response is a refused login like any other.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The exchange has not ended (<see cref="SaslOutcome.Challenge"/>), or the engine has to decide (<see cref="SaslOutcome.Complete"/>).</exception>
    public static ReplyKind KindOf(SaslOutcome outcome) => outcome switch
    {
        SaslOutcome.Malformed => ReplyKind.Rejected,
        SaslOutcome.Cancelled => ReplyKind.Cancelled,
        SaslOutcome.BadEncoding => ReplyKind.BadEncoding,
        SaslOutcome.TooLong => ReplyKind.TooLong,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "The outcome is not the end of an exchange."),
    };

    /// <summary>The row of a decision about sending, as MAIL is answered.</summary>
    /// <param name="decision">The decision.</param>
    /// <returns>The row.</returns>
    public static ReplyKind KindOf(SubmissionDecision decision) =>
        decision.Refusal ?? (decision.ShouldWarn ? ReplyKind.SenderAcceptedLogInSoon : ReplyKind.SenderAccepted);

    /// <summary>The SMTP reply (RFC 4954 section 6) to a login.</summary>
    /// <param name="result">The result.</param>
    /// <returns>The reply.</returns>
    public static SmtpReply Smtp(LoginResult result) => Smtp(KindOf(result), Subject(result));

    /// <summary>The SMTP reply of a row: for what no login's result says, such as a mechanism that is not known.</summary>
    /// <param name="kind">The row.</param>
    /// <param name="subject">The account's canonical address, for a sentence that names it; of <see cref="ReplyKind.LoginSwitchedOff"/>, the sentence itself. Left out where it is not plain ASCII.</param>
    /// <returns>The reply.</returns>
    public static SmtpReply Smtp(ReplyKind kind, string? subject = null) => kind switch
    {
        ReplyKind.Accepted or ReplyKind.AcceptedChangeSoon => new(235, "2.7.0", ReplyTexts.Accepted),
        ReplyKind.TemporarilyUnavailable => new(454, "4.7.0", ReplyTexts.TemporarilyUnavailable),
        ReplyKind.UseFullAddress => new(535, "5.7.8", ReplyTexts.UseFullAddress(subject)),
        ReplyKind.LoginSwitchedOff => new(535, "5.7.8", ReplyTexts.LoginSwitchedOff(subject)),
        ReplyKind.AnotherAccount => new(535, "5.7.8", ReplyTexts.AnotherAccount),
        ReplyKind.TlsRequired => new(504, "5.5.4", ReplyTexts.TlsRequired),
        ReplyKind.SenderAccepted => new(250, "2.1.0", ReplyTexts.SenderAccepted),
        ReplyKind.SenderAcceptedLogInSoon => new(250, "2.1.0", ReplyTexts.SenderAcceptedLogInSoon),
        ReplyKind.AuthenticationRequired => new(530, "5.7.0", ReplyTexts.AuthenticationRequired),
        ReplyKind.StartTlsRequired => new(530, "5.7.0", ReplyTexts.StartTlsRequired),
        ReplyKind.SendingUnavailable => new(451, "4.7.0", ReplyTexts.SendingUnavailable),
        ReplyKind.SenderNotAllowed => new(550, "5.7.1", ReplyTexts.SenderNotAllowed),
        ReplyKind.AlreadyAuthenticated => new(503, "5.5.1", ReplyTexts.AlreadyAuthenticated),
        ReplyKind.Cancelled => new(501, "5.7.0", ReplyTexts.Cancelled),
        ReplyKind.BadEncoding => new(501, "5.5.2", ReplyTexts.BadEncoding),
        ReplyKind.UnknownMechanism => new(504, "5.5.4", ReplyTexts.UnknownMechanism),
        ReplyKind.TooLong => new(500, "5.5.6", ReplyTexts.TooLong),
        _ => new(535, "5.7.8", ReplyTexts.Rejected),
    };

    /// <summary>The IMAP response (RFC 9051, RFC 5530) to a login.</summary>
    /// <param name="result">The result.</param>
    /// <returns>The response, with an alert where the user is to change soon.</returns>
    public static ImapReply Imap(LoginResult result) => Imap(KindOf(result), Subject(result));

    /// <summary>The IMAP response of a row: for what no login's result says, such as a mechanism that is not known.</summary>
    /// <param name="kind">The row.</param>
    /// <param name="subject">The account's canonical address, for a sentence that names it; of <see cref="ReplyKind.LoginSwitchedOff"/>, the sentence itself. Left out where it is not plain ASCII.</param>
    /// <returns>The response; the common refusal for a row that is SMTP's alone.</returns>
    public static ImapReply Imap(ReplyKind kind, string? subject = null) => kind switch
    {
        ReplyKind.Accepted => new(ImapStatus.Ok, null, ReplyTexts.Accepted),
        ReplyKind.AcceptedChangeSoon => new(ImapStatus.Ok, null, ReplyTexts.Accepted) { Alert = $"* OK [ALERT] {ReplyTexts.ChangeSoon(subject)}" },
        ReplyKind.TemporarilyUnavailable => new(ImapStatus.No, "UNAVAILABLE", ReplyTexts.TemporarilyUnavailable),
        ReplyKind.UseFullAddress => new(ImapStatus.No, "CONTACTADMIN", ReplyTexts.UseFullAddress(subject)),
        ReplyKind.LoginSwitchedOff => new(ImapStatus.No, "CONTACTADMIN", ReplyTexts.LoginSwitchedOff(subject)),
        ReplyKind.AnotherAccount => new(ImapStatus.No, "AUTHORIZATIONFAILED", ReplyTexts.AnotherAccount),
        ReplyKind.TlsRequired => new(ImapStatus.No, "PRIVACYREQUIRED", ReplyTexts.TlsRequired),
        ReplyKind.AlreadyAuthenticated => new(ImapStatus.Bad, null, ReplyTexts.AlreadyAuthenticated),
        ReplyKind.Cancelled => new(ImapStatus.Bad, null, ReplyTexts.Cancelled),
        ReplyKind.BadEncoding => new(ImapStatus.Bad, null, ReplyTexts.BadEncoding),
        ReplyKind.UnknownMechanism => new(ImapStatus.No, null, ReplyTexts.UnknownMechanism),
        ReplyKind.TooLong => new(ImapStatus.Bad, null, ReplyTexts.TooLong),
        _ => new(ImapStatus.No, "AUTHENTICATIONFAILED", ReplyTexts.Rejected),
    };

    /// <summary>The POP3 response (RFC 1939, RFC 2449, RFC 3206) to a login.</summary>
    /// <param name="result">The result.</param>
    /// <returns>The response.</returns>
    public static Pop3Reply Pop3(LoginResult result) => Pop3(KindOf(result), Subject(result));

    /// <summary>The POP3 response of a row: for what no login's result says, such as a mechanism that is not known.</summary>
    /// <param name="kind">The row.</param>
    /// <param name="subject">The account's canonical address, for a sentence that names it; of <see cref="ReplyKind.LoginSwitchedOff"/>, the sentence itself. Left out where it is not plain ASCII.</param>
    /// <returns>The response; the common refusal for a row that is SMTP's alone.</returns>
    public static Pop3Reply Pop3(ReplyKind kind, string? subject = null) => kind switch
    {
        ReplyKind.Accepted => new(true, null, ReplyTexts.Accepted),
        ReplyKind.AcceptedChangeSoon => new(true, null, ReplyTexts.ChangeSoon(subject)),
        ReplyKind.TemporarilyUnavailable => new(false, "SYS/TEMP", ReplyTexts.TemporarilyUnavailable),
        ReplyKind.UseFullAddress => new(false, "AUTH", ReplyTexts.UseFullAddress(subject)),
        ReplyKind.LoginSwitchedOff => new(false, "AUTH", ReplyTexts.LoginSwitchedOff(subject)),
        ReplyKind.AnotherAccount => new(false, "AUTH", ReplyTexts.AnotherAccount),
        ReplyKind.TlsRequired => new(false, null, ReplyTexts.TlsRequired),
        ReplyKind.AlreadyAuthenticated => new(false, null, ReplyTexts.AlreadyAuthenticated),
        ReplyKind.Cancelled => new(false, null, ReplyTexts.Cancelled),
        ReplyKind.BadEncoding => new(false, null, ReplyTexts.BadEncoding),
        ReplyKind.UnknownMechanism => new(false, null, ReplyTexts.UnknownMechanism),
        ReplyKind.TooLong => new(false, null, ReplyTexts.TooLong),
        _ => new(false, "AUTH", ReplyTexts.Rejected),
    };

    /// <summary>The end of a checkpassword program after a login.</summary>
    /// <param name="result">The result.</param>
    /// <param name="service">What the server calls the service (the environment's SERVICE), such as <c>imap</c> or <c>smtp</c>; <see langword="null"/> where it says nothing.</param>
    /// <returns>The exit code, and the fields that a refused user's reply holds.</returns>
    public static CheckPasswordReply CheckPassword(LoginResult result, string? service) => CheckPassword(KindOf(result), service, Subject(result));

    /// <summary>The end of a checkpassword program of a row.</summary>
    /// <param name="kind">The row.</param>
    /// <param name="service">What the server calls the service (the environment's SERVICE); <see langword="null"/> where it says nothing.</param>
    /// <param name="subject">The account's canonical address, for a sentence that names it; of <see cref="ReplyKind.LoginSwitchedOff"/>, the sentence itself. Left out where it is not plain ASCII.</param>
    /// <returns>The exit code, and the fields that a refused user's reply holds.</returns>
    public static CheckPasswordReply CheckPassword(ReplyKind kind, string? service, string? subject = null) => kind switch
    {
        ReplyKind.Accepted or ReplyKind.AcceptedChangeSoon => new(0),
        ReplyKind.TemporarilyUnavailable => new(111),
        ReplyKind.UseFullAddress when HonoursNoLogin(service) => new(0) { NoLogin = true, Reason = ReplyTexts.UseFullAddress(subject) },
        ReplyKind.LoginSwitchedOff when HonoursNoLogin(service) => new(0) { NoLogin = true, Reason = ReplyTexts.LoginSwitchedOff(subject) },
        _ => new(1),
    };

    /// <summary>The end of a checkpassword program after a userdb look-up (the environment's AUTHORIZED is set).</summary>
    /// <param name="status">What the look-up found; <see langword="null"/> where it failed.</param>
    /// <returns>2 for an account, 3 for none, 111 for a fault and where more than one may be meant: 3 would bounce the mail.</returns>
    public static CheckPasswordReply CheckPasswordLookup(ResolutionStatus? status) => new(status switch
    {
        ResolutionStatus.Found => 2,
        ResolutionStatus.Unknown => 3,
        _ => 111,
    });

    /// <summary>What a sentence names.</summary>
    private static string? Subject(LoginResult result) => result.Notice == LoginNotice.LoginSwitchedOff ? result.Account?.RefusalReason : result.Account?.Address;

    /// <summary>
    /// Whether the service refuses a user whose reply holds <c>nologin</c>. Dovecot's own login services do; SMTP servers that ask Dovecot
    /// (service <c>smtp</c>) take the exit code 0 as a login, so whatever is not known is one of those.
    /// </summary>
    private static bool HonoursNoLogin(string? service) => service is "imap" or "pop3" or "submission" or "sieve";
}
