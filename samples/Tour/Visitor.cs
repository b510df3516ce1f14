using MailAuth;
using static MailAuth.LoginReason;

namespace Tour;

/// <summary>Somebody who logs in at every moment of the story, and what is to come of it.</summary>
/// <param name="Who">The person and the program.</param>
/// <param name="Password">The password.</param>
/// <param name="ServerName">What the program was told as its server; an IP address sends no server name.</param>
/// <param name="Usernames">What is typed at each moment; a single one for all of them.</param>
/// <param name="Expected">The engine's reason at each moment; a single one for all of them.</param>
internal sealed record Visitor(string Who, string Password, string ServerName, string[] Usernames, LoginReason[] Expected)
{
    /// <summary>The address that the program connects from.</summary>
    public string From { get; init; } = "127.0.0.1";

    public static readonly Visitor[] All =
    [
        new("Kalle (domain.se), old setting", "sommar", "mail.domain.se", ["kalle"], [Accepted, Accepted, Brownout, Accepted, Accepted, BareUsernameClosed]),
        new("Kalle (domain.se), phone set up anew", "sommar", "mail.domain.se", ["Kalle@Domain.SE"], [Accepted]),
        new("Kalle (kund.se), old setting", "vinter", "mail.kund.se", ["kalle"], [Accepted]),
        new("Kalle (kund.se), at the wrong server name", "vinter", "mail.domain.se", ["kalle"], [WrongPassword]),
        new("Kalle, a program of 2003 without SNI", "sommar", "127.0.0.1", ["kalle"], [AmbiguousUsername]),
        new("Åsa, old setting", "ljusår", "mail.xn--rksmrgs-5wao1o.se", ["åsa"], [Accepted, Accepted, Brownout, Accepted, Accepted, BareUsernameClosed]),
        new("Åsa, new setting", "ljusår", "mail.xn--rksmrgs-5wao1o.se", ["Åsa@RÄKSMÖRGÅS.se"], [Accepted]),
        new("Karl, a username of his own since 1998", "kanot", "mail.domain.se", ["kalle77"], [Accepted, Accepted, Brownout, BareUsernameRamped, BareUsernameRamped, BareUsernameClosed]),
        new("Anna, who changes after the brownout", "äpple", "mail.domain.se", ["anna", "anna", "anna", "anna@domain.se", "anna@domain.se", "anna@domain.se"], [Accepted, Accepted, Brownout, Accepted, Accepted, Accepted]),
        new("The printer, with an exception", "toner", "mail.domain.se", ["skrivare"], [Accepted]) { From = Host.PrinterAddress },
        new("Gamla, a disabled account", "flyttat", "mail.domain.se", ["gamla@domain.se"], [AccountDisabled]),
        new("Somebody who guesses", "123456", "mail.domain.se", ["admin@domain.se"], [UnknownAccount]),
    ];

    public string UsernameAt(int moment) => Usernames.Length == 1 ? Usernames[0] : Usernames[moment];

    public LoginReason ExpectedAt(int moment) => Expected.Length == 1 ? Expected[0] : Expected[moment];
}
