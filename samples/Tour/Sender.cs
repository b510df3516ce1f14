using MailAuth.Replies;
using static MailAuth.Replies.ReplyKind;

namespace Tour;

/// <summary>Somebody who sends a message at every moment of the story, and what the server is to answer.</summary>
/// <param name="Who">The person and the program.</param>
/// <param name="Address">The sender's address in MAIL FROM.</param>
/// <param name="From">The network address that the program connects from.</param>
/// <param name="Expected">The answer at each moment; a single one for all of them.</param>
internal sealed record Sender(string Who, string Address, string From, ReplyKind[] Expected)
{
    /// <summary>The username and the password that the program logs in with; null for a program that does not.</summary>
    public (string Username, string Password)? Login { get; init; }

    public static readonly Sender[] All =
    [
        new("Kalle (domain.se), no login, from home", "kalle@domain.se", Host.HomeAddress,
            [SenderAccepted, SenderAcceptedLogInSoon, SendingUnavailable, SenderAcceptedLogInSoon, SenderAcceptedLogInSoon, AuthenticationRequired]),
        new("Kalle (domain.se), with a login", "kalle@domain.se", Host.HomeAddress, [SenderAccepted]) { Login = ("kalle@domain.se", "sommar") },
        new("Kalle (kund.se), no login, from home", "kalle@kund.se", Host.HomeAddress,
            [SenderAccepted, SenderAcceptedLogInSoon, SenderAcceptedLogInSoon, SenderAcceptedLogInSoon, SenderAcceptedLogInSoon, SenderAcceptedLogInSoon]),
        new("The printer, no login, with an exception", "skrivare@domain.se", Host.PrinterAddress, [SenderAccepted]),
        new("Somebody elsewhere, no login", "kalle@domain.se", "127.0.0.1", [AuthenticationRequired]),
        new("Anna's login, with Kalle's address", "kalle@domain.se", Host.HomeAddress, [SenderNotAllowed]) { Login = ("anna@domain.se", "äpple") },
    ];

    public ReplyKind ExpectedAt(int moment) => Expected.Length == 1 ? Expected[0] : Expected[moment];
}
