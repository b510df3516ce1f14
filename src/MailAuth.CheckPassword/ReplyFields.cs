using System.Collections.Frozen;
using System.Globalization;
using MailAuth.Accounts;

namespace MailAuth.CheckPassword;

/// <summary>Which fields the reply has.</summary>
internal static class ReplyFields
{
    public const string User = "user";
    public const string Home = "userdb_home";

    private const string UserDatabase = "userdb_";
    private const string UserDatabaseUser = "userdb_user";
    private const string NoLogin = "nologin";
    private const string Reason = "reason";

    /// <summary>Not passed on from an account's extra fields: they would make another account of it, hand out a password, or change what this program is asked the next time.</summary>
    private static readonly FrozenSet<string> Withheld = FrozenSet.ToFrozenSet(
        [
            User, UserDatabaseUser, "username", "domain", "login_user", "original_user", "auth_user", "master_user", "userdb_master_user", "user_domain",
            "password", "pass", "password_noscheme", "authorized", "credentials_lookup", "scheme", "service", "mailauth_config", NoLogin,
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Why a server may not be given this account's name, of which it makes paths: with a slash it would be a folder in another one's, or leave the mail root. Null where it may.
    /// The server checks nothing of what it is answered.
    /// </summary>
    public static string? CannotName(Account account) =>
        account.Address.AsSpan().ContainsAny("/\0") || account.Address.StartsWith('.')
            ? $"the account {account.Address} can't log in here: its name is no name of a folder"
            : null;

    /// <summary>Of a login: the account's name, where its mail is, and its extra fields.</summary>
    public static List<ReplyField> OfLogin(Account account) => Of(account, static _ => true);

    /// <summary>Of a look-up: the same, but of the extra fields those alone that Dovecot's userdb takes.</summary>
    public static List<ReplyField> OfLookup(Account account) => Of(account, static name => name.StartsWith(UserDatabase, StringComparison.Ordinal));

    /// <summary>Of a right password that is refused: the server tells the user why.</summary>
    public static List<ReplyField> OfRefused(Account account, string reason) => [new(User, account.Address), new(NoLogin, "y"), new(Reason, reason)];

    private static List<ReplyField> Of(Account account, Func<string, bool> isWanted)
    {
        // In a look-up Dovecot drops "user": the mail of "kalle" would be another mailbox than kalle@domain.se opens. In a login the second field
        // is what its userdb prefetch needs, so that the program is not run a second time for an account that has nothing else for the userdb.
        List<ReplyField> fields = [new(User, account.Address), new(UserDatabaseUser, account.Address)];
        Add(fields, Home, account.Home);
        Add(fields, "userdb_uid", account.UserId?.ToString(CultureInfo.InvariantCulture));
        Add(fields, "userdb_gid", account.GroupId?.ToString(CultureInfo.InvariantCulture));
        Add(fields, "userdb_mail", account.MailLocation);
        foreach ((string name, string value) in account.ExtraFields)
        {
            if (isWanted(name) && !Withheld.Contains(name))
            {
                fields.Add(new(name, value));
            }
        }

        return fields;
    }

    private static void Add(List<ReplyField> fields, string name, string? value)
    {
        if (value is not null)
        {
            fields.Add(new(name, value));
        }
    }
}
