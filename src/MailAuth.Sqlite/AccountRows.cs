using System.Collections.ObjectModel;
using System.Net;
using MailAuth.Accounts;
using MailAuth.Transition;

namespace MailAuth.Sqlite;

/// <summary>Accounts from and to their rows.</summary>
internal static class AccountRows
{
    /// <summary>The start of every query for accounts: <see cref="Read"/> knows its columns.</summary>
    public const string Select = """
        SELECT a.address, a.password_hash, a.status, a.status_reason, a.records_bare_usernames,
            a.override_rule, a.override_until, a.override_reason, a.override_owner,
            a.bare_username_last_used, a.hashed_username, a.created, a.home, a.user_id, a.group_id, a.mail_location,
            (SELECT json_group_array(b.bare_username) FROM bare_usernames b WHERE b.address = a.address),
            (SELECT json_group_array(s.sender) FROM sender_addresses s WHERE s.address = a.address),
            (SELECT json_group_array(n.network) FROM allowed_networks n WHERE n.address = a.address),
            (SELECT json_group_object(f.name, f.value) FROM extra_fields f WHERE f.address = a.address)
        FROM accounts a
        """ + " ";

    private const string Insert = """
        INSERT INTO accounts (address, local_part, password_hash, status, status_reason, records_bare_usernames,
            override_rule, override_until, override_reason, override_owner, bare_username_last_used,
            hashed_username, created, home, user_id, group_id, mail_location)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, coalesce(?11, ?18), ?12, ?13, ?14, ?15, ?16, ?17)
        ON CONFLICT DO NOTHING
        """;

    // Where the caller knows no time of last use, the one recorded here stays.
    private const string Update = """
        UPDATE accounts SET local_part = ?2, password_hash = ?3, status = ?4, status_reason = ?5, records_bare_usernames = ?6,
            override_rule = ?7, override_until = ?8, override_reason = ?9, override_owner = ?10,
            bare_username_last_used = coalesce(?11, bare_username_last_used, ?18),
            hashed_username = ?12, created = ?13, home = ?14, user_id = ?15, group_id = ?16, mail_location = ?17
        WHERE address = ?1
        """;

    private static readonly string[] DeleteLists =
    [
        "DELETE FROM bare_usernames WHERE address = ?1",
        "DELETE FROM sender_addresses WHERE address = ?1",
        "DELETE FROM allowed_networks WHERE address = ?1",
        "DELETE FROM extra_fields WHERE address = ?1",
    ];

    /// <summary>Makes an account of the row that a query stands on.</summary>
    public static Account Read(SqliteStatement row)
    {
        string[] networks = Json.Strings(row.Bytes(18));
        Dictionary<string, string>? fields = Json.Fields(row.Bytes(19));
        return new Account(row.Text(0), row.TextOrNull(1))
        {
            Status = row.Number(2) == (long)AccountStatus.Active ? AccountStatus.Active : AccountStatus.Disabled,
            StatusReason = row.TextOrNull(3),
            BareUsernames = row.Number(4) == 0 ? null : Json.Strings(row.Bytes(16)),
            Override = row.NumberOrNull(5) is { } rule ? new AccountOverride((BareUsernameRule)rule, row.TimeOrNull(6), row.TextOrNull(7), row.TextOrNull(8)) : null,
            BareUsernameLastUsed = row.TimeOrNull(9),
            HashedUsername = row.TextOrNull(10),
            Created = row.TimeOrNull(11),
            Home = row.TextOrNull(12),
            UserId = Id(row, 13),
            GroupId = Id(row, 14),
            MailLocation = row.TextOrNull(15),
            SenderAddresses = Json.Strings(row.Bytes(17)),
            AllowedNetworks = networks.Length == 0 ? [] : Array.ConvertAll(networks, Network),
            ExtraFields = fields is null ? ReadOnlyDictionary<string, string>.Empty : new ReadOnlyDictionary<string, string>(fields),
        };
    }

    /// <summary>Writes an account in the place of the one that has its address. In a transaction.</summary>
    public static void Write(SqliteSession session, Account account, DateTimeOffset now)
    {
        int at = account.Address.LastIndexOf('@');
        Bind(session.Statement(Insert), account, at, now).Run();
        if (session.Changes == 0)
        {
            Bind(session.Statement(Update), account, at, now).Run();
            foreach (string delete in DeleteLists)
            {
                session.Statement(delete).Bind(1, account.Address).Run();
            }
        }

        foreach (string name in account.BareUsernames ?? [])
        {
            session.Statement("INSERT INTO bare_usernames (address, bare_username, domain) VALUES (?1, ?2, ?3)")
                .Bind(1, account.Address).Bind(2, name).Bind(3, at < 0 ? "" : account.Address[(at + 1)..]).Run();
        }

        foreach (string sender in account.SenderAddresses)
        {
            session.Statement("INSERT INTO sender_addresses (address, sender) VALUES (?1, ?2)").Bind(1, account.Address).Bind(2, sender).Run();
        }

        foreach (IPNetwork network in account.AllowedNetworks)
        {
            session.Statement("INSERT INTO allowed_networks (address, network) VALUES (?1, ?2) ON CONFLICT DO NOTHING")
                .Bind(1, account.Address).Bind(2, network.ToString()).Run();
        }

        foreach ((string name, string value) in account.ExtraFields)
        {
            session.Statement("INSERT INTO extra_fields (address, name, value) VALUES (?1, ?2, ?3)").Bind(1, account.Address).Bind(2, name).Bind(3, value).Run();
        }
    }

    private static SqliteStatement Bind(SqliteStatement statement, Account account, int at, DateTimeOffset now) => statement
        .Bind(1, account.Address)
        .Bind(2, at < 0 ? null : account.Address[..at])
        .Bind(3, account.PasswordHash)
        .Bind(4, (long)account.Status)
        .Bind(5, account.StatusReason)
        .Bind(6, account.BareUsernames is null ? 0L : 1L)
        .Bind(7, (long?)account.Override?.BareUsername)
        .Bind(8, account.Override?.Until)
        .Bind(9, account.Override?.Reason)
        .Bind(10, account.Override?.Owner)
        .Bind(11, account.BareUsernameLastUsed)
        .Bind(12, account.HashedUsername)
        .Bind(13, account.Created)
        .Bind(14, account.Home)
        .Bind(15, (long?)account.UserId)
        .Bind(16, (long?)account.GroupId)
        .Bind(17, account.MailLocation)
        .Bind(18, now);

    private static uint? Id(SqliteStatement row, int column) => row.NumberOrNull(column) is not { } number ? null
        : number is >= 0 and <= uint.MaxValue ? (uint)number
        : throw new AccountStoreException($"The account {row.Text(0)} has a user or group id that is none: {number}");

    /// <summary>A network that can't be read must not open the account to every network.</summary>
    private static IPNetwork Network(string text) =>
        IPNetwork.TryParse(text, out IPNetwork network) ? network : throw new AccountStoreException($"\"{text}\" among the allowed networks is not a network");
}
