using MailAuth.Submission;
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

    public static readonly (string Name, SubmissionRequirement Value)[] Requirements =
    [
        ("authentication", SubmissionRequirement.Authentication),
        ("tls", SubmissionRequirement.Tls),
    ];

    public static readonly (string Name, SenderBinding Value)[] SenderBindings =
    [
        ("enforce", SenderBinding.Enforce),
        ("log", SenderBinding.Log),
        ("off", SenderBinding.Off),
    ];

    /// <summary>For files that programs write.</summary>
    public static readonly (string Name, LoginStatus Value)[] Statuses =
    [
        ("rejected", LoginStatus.Rejected),
        ("accepted", LoginStatus.Accepted),
        ("temporarilyUnavailable", LoginStatus.TemporarilyUnavailable),
    ];

    /// <summary>The name of a value; the first one's where it has none.</summary>
    public static string NameOf<T>(T value, (string Name, T Value)[] choices)
        where T : struct, Enum =>
        Array.Find(choices, choice => EqualityComparer<T>.Default.Equals(choice.Value, value)).Name ?? choices[0].Name;

    /// <summary>The value of a name; null where it is none.</summary>
    public static T? ValueOf<T>(string? name, (string Name, T Value)[] choices)
        where T : struct, Enum
    {
        foreach ((string known, T value) in choices)
        {
            if (known == name)
            {
                return value;
            }
        }

        return null;
    }
}
