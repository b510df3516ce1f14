using System.Buffers;

namespace MailAuth.Replies;

/// <summary>Every text of the table: printable ASCII, and no longer than what a line of SMTP or POP3 holds.</summary>
internal static class ReplyTexts
{
    public const string Accepted = "Logged in.";
    public const string UsernameTaken = "Send the password.";
    public const string Rejected = "The username or the password is not right.";
    public const string TemporarilyUnavailable = "Login is not possible at the moment. Try again later.";
    public const string AnotherAccount = "This account may not act as another one.";
    public const string TlsRequired = "Switch on encryption (TLS) before logging in.";
    public const string SenderAccepted = "Sender accepted.";
    public const string SenderAcceptedLogInSoon =
        "Sender accepted. Switch on authentication for outgoing mail, with the same username and password as for incoming mail: without it mail will soon be refused.";

    public const string AuthenticationRequired = "Switch on authentication for outgoing mail, with the same username and password as for incoming mail.";
    public const string StartTlsRequired = "Switch on encryption (STARTTLS) for outgoing mail.";
    public const string SendingUnavailable = "Switch on authentication and encryption for outgoing mail: without them it will soon be refused, and is for the moment.";
    public const string SenderNotAllowed = "The sender address is not one of your account.";
    public const string AlreadyAuthenticated = "Already logged in.";
    public const string Cancelled = "Authentication cancelled.";
    public const string BadEncoding = "The response is not base64.";
    public const string UnknownMechanism = "Unknown authentication mechanism.";
    public const string TooLong = "The authentication line is too long.";

    public const string CredentialsLookup =
        "the server asked for the stored password itself, which CRAM-MD5, DIGEST-MD5, SCRAM, NTLM and APOP need; switch them off: auth_mechanisms = plain login";

    /// <summary>The longest address (RFC 5321 section 4.5.3.1.3, without the angle brackets).</summary>
    private const int LongestAddress = 254;

    /// <summary>An account's own sentence: SMTP's and POP3's lines are of 512 octets (RFC 5321 section 4.5.3.1.5, RFC 1939 section 3).</summary>
    private const int LongestReason = 400;

    /// <summary>What an address may hold to be shown: no blanks, and nothing that quotes or brackets in any of the protocols.</summary>
    private static readonly SearchValues<char> Showable = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789@.!#$%&'*+-/=?^_`{|}~");

    public static string ChangeSoon(string? address) =>
        $"Change your username to your full e-mail address{Shown(address)}; the short name will soon stop working.";

    public static string UseFullAddress(string? address) =>
        $"Log in with your full e-mail address{Shown(address)} as the username; the short name stopped working.";

    /// <summary>The account's own sentence where it fits on a line of every protocol, else the common one.</summary>
    public static string LoginSwitchedOff(string? reason) =>
        string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason || reason.AsSpan().ContainsAnyExceptInRange(' ', '~') || reason[0] == '['
            ? "Logging in to this account is switched off. Ask your mail host."
            : reason;

    private static string Shown(string? address) =>
        string.IsNullOrEmpty(address) || address.Length > LongestAddress || address.AsSpan().ContainsAnyExcept(Showable) ? "" : " " + address;
}
