using System.Text;
using MailAuth;
using MailAuth.Accounts;
using MailAuth.Passwords;
using MailAuth.Submission;
using MailAuth.Transition;
using MailAuth.Usernames;

namespace Tour;

/// <summary>The mail host of the story: its customers as it has them stored, and its timeline.</summary>
internal static class Host
{
    /// <summary>The printer's own network. On one machine every loopback address is a client of its own.</summary>
    public const string PrinterAddress = "127.0.0.10";

    /// <summary>Where the host's own access customers are, who sent without a login so far: 127.0.1.0/24.</summary>
    public const string HomeAddress = "127.0.1.7";

    /// <summary>The server names that customers were told: mail.&lt;own domain&gt;, as the wire carries them.</summary>
    public static readonly string[] ServerNames = ["mail.domain.se", "mail.kund.se", "mail.xn--rksmrgs-5wao1o.se"];

    public static MailAuthOptions Options => new()
    {
        Usernames = new UsernameOptions
        {
            HostedDomains = { "domain.se", "kund.se", "räksmörgås.se" },
            ServerNames = { new("mail.{domain}") },
        },
        Transition = new TransitionOptions
        {
            TimeZone = "Europe/Stockholm",
            Warn = new(2009, 8, 24),
            Closed = new(2009, 9, 7),
            Brownouts = { new("2009-09-01", "09:00", "10:00"), new("2009-09-03", "09:00", "10:00") },
            Ramp = { new(new(2009, 9, 4), 50) },
            Domains = { new("kund.se") { Closed = new(2009, 10, 1), Brownouts = [], Ramp = [] } },
            Overrides =
            {
                new() { Account = "skrivare@domain.se", Network = PrinterAddress, BareUsername = BareUsernameRule.Allow, Until = new(2010, 1, 1), Reason = "no other firmware", Owner = "anna" },
            },
        },
        Submission = new SubmissionOptions
        {
            RelayNetworks = { "127.0.1.0/24" },
            Authentication = new RequirementOptions
            {
                TimeZone = "Europe/Stockholm",
                Warn = new(2009, 8, 24),
                Closed = new(2009, 9, 7),
                Brownouts = { new("2009-09-01", "09:00", "10:00") },
                Domains = { new("kund.se") { Closed = new(2009, 10, 1), Brownouts = [] } },
            },
            Exceptions =
            {
                new() { Requirement = SubmissionRequirement.Authentication, Network = PrinterAddress, Sender = "skrivare@domain.se", Until = new(2010, 1, 1), Reason = "no other firmware", Owner = "anna" },
            },
        },
    };

    /// <summary>As an import left them: each with the bare username that worked so far.</summary>
    public static IEnumerable<Account> Accounts =>
    [
        Imported("kalle@domain.se", "sommar", "kalle"),
        Imported("kalle@kund.se", "vinter", "kalle"),
        Imported("åsa@xn--rksmrgs-5wao1o.se", "ljusår", "åsa"),
        Imported("karl.svensson@domain.se", "kanot", "kalle77"),
        Imported("anna@domain.se", "äpple", "anna"),
        Imported("skrivare@domain.se", "toner", "skrivare"),
        new("gamla@domain.se", Hash("flyttat")) { BareUsernames = ["gamla"], Status = AccountStatus.Disabled, StatusReason = "moved away in 2008" },
    ];

    private static Account Imported(string address, string password, string bareUsername) => new(address, Hash(password)) { BareUsernames = [bareUsername] };

    private static string Hash(string password) => new PasswordVerifier().Hash(Encoding.UTF8.GetBytes(password));
}
