using MailAuth.Transition;
using MailAuth.Usernames;

namespace MailAuth.Configuration;

/// <summary>The names of the enumerated values in the configuration. Written out: reading them from the types would cost a short-lived process its start.</summary>
internal static class SettingChoices
{
    public static readonly (string Name, BareUsernames Value)[] BareUsernames =
    [
        ("auto", Usernames.BareUsernames.Auto),
        ("recorded", Usernames.BareUsernames.Recorded),
        ("localPart", Usernames.BareUsernames.LocalPart),
    ];

    /// <summary>The sources that may be put in an order: a service identity is exempt from it.</summary>
    public static readonly (string Name, ResolutionSource Value)[] Sources =
    [
        ("domain", ResolutionSource.Domain),
        ("serverName", ResolutionSource.ServerName),
        ("listener", ResolutionSource.Listener),
        ("legacyUsername", ResolutionSource.LegacyUsername),
        ("defaultDomain", ResolutionSource.DefaultDomain),
        ("onlyAccount", ResolutionSource.OnlyAccount),
    ];

    public static readonly (string Name, MailProtocol Value)[] Protocols =
    [
        ("other", MailProtocol.Other),
        ("imap", MailProtocol.Imap),
        ("pop3", MailProtocol.Pop3),
        ("submission", MailProtocol.Submission),
        ("manageSieve", MailProtocol.ManageSieve),
        ("web", MailProtocol.Web),
    ];

    public static readonly (string Name, BareUsernameRule Value)[] BareUsernameRules =
    [
        ("inherit", BareUsernameRule.Inherit),
        ("allow", BareUsernameRule.Allow),
        ("refuse", BareUsernameRule.Refuse),
    ];
}
