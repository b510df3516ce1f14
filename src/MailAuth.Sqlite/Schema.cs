using MailAuth.Accounts;

namespace MailAuth.Sqlite;

/// <summary>The tables, and their version. Times are milliseconds since 1970 in UTC; numbers for enums are those of the public enums.</summary>
internal static class Schema
{
    /// <summary>The version that this code knows.</summary>
    public const long Version = 3;

    /// <summary>"MAut": tells the file from another program's.</summary>
    public const long ApplicationId = 0x4D417574;

    private const string Create = """
        CREATE TABLE accounts (
            address TEXT NOT NULL COLLATE BINARY PRIMARY KEY,
            local_part TEXT COLLATE BINARY,               -- null: a service identity, whose address has no domain
            password_hash TEXT COLLATE BINARY,
            status INTEGER NOT NULL,                      -- 0 disabled, 1 active
            status_reason TEXT,
            records_bare_usernames INTEGER NOT NULL,      -- 0: not recorded for this account; 1: those of bare_usernames, also when there are none
            override_rule INTEGER,                        -- null: no override; 0 inherit, 1 allow, 2 refuse
            override_until INTEGER,
            override_reason TEXT,
            override_owner TEXT,
            bare_username_last_used INTEGER NOT NULL,     -- where it never was: when the account came into this store
            hashed_username TEXT,
            created INTEGER,
            home TEXT,
            user_id INTEGER,
            group_id INTEGER,
            mail_location TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX accounts_by_local_part ON accounts (local_part);
        CREATE TABLE bare_usernames (
            address TEXT NOT NULL COLLATE BINARY REFERENCES accounts ON DELETE CASCADE,
            bare_username TEXT NOT NULL COLLATE BINARY,
            domain TEXT NOT NULL COLLATE BINARY,          -- of the address; empty for a service identity
            PRIMARY KEY (address, bare_username)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX bare_usernames_by_name ON bare_usernames (bare_username, domain);
        CREATE TABLE sender_addresses (
            address TEXT NOT NULL COLLATE BINARY REFERENCES accounts ON DELETE CASCADE,
            sender TEXT NOT NULL COLLATE BINARY,
            PRIMARY KEY (address, sender)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE allowed_networks (
            address TEXT NOT NULL COLLATE BINARY REFERENCES accounts ON DELETE CASCADE,
            network TEXT NOT NULL,                        -- 192.0.2.0/24, 2001:db8::/64
            PRIMARY KEY (address, network)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE extra_fields (
            address TEXT NOT NULL COLLATE BINARY REFERENCES accounts ON DELETE CASCADE,
            name TEXT NOT NULL COLLATE BINARY,
            value TEXT NOT NULL,
            PRIMARY KEY (address, name)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE usage (
            day TEXT NOT NULL,                            -- 2009-09-07, in UTC
            address TEXT NOT NULL COLLATE BINARY,
            form INTEGER NOT NULL,                        -- 1 bare, 2 full
            protocol INTEGER NOT NULL,
            client TEXT NOT NULL,                         -- empty: it said nothing
            server_name TEXT NOT NULL,                    -- empty: it asked for none
            tls INTEGER NOT NULL,
            tls_version TEXT NOT NULL,                    -- empty: none, or not known
            inherited INTEGER NOT NULL,
            dry_run_status INTEGER NOT NULL,              -- -1: no other than the login had
            first_seen INTEGER NOT NULL,
            last_seen INTEGER NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (day, address, form, protocol, client, server_name, tls, tls_version, inherited, dry_run_status)
        ) STRICT, WITHOUT ROWID;
        PRAGMA application_id = 0x4D417574;
        """;

    /// <summary>What version 2 added: the batches of usage that may be sent again.</summary>
    private const string UpgradeTo2 = """
        CREATE TABLE usage_batches (
            batch TEXT NOT NULL COLLATE BINARY PRIMARY KEY,
            written INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX usage_batches_by_time ON usage_batches (written);
        PRAGMA user_version = 2;
        """;

    /// <summary>What version 3 added: mail that was taken without a login.</summary>
    private const string UpgradeTo3 = """
        CREATE TABLE unauthenticated_mail (
            day TEXT NOT NULL,                            -- 2009-09-07, in UTC
            network TEXT NOT NULL,                        -- 192.0.2.10/32, 2001:db8::/64
            sender TEXT NOT NULL COLLATE BINARY,          -- empty: the null sender
            tls INTEGER NOT NULL,
            rule TEXT NOT NULL,                           -- empty: the dates
            dry_run_reason INTEGER NOT NULL,              -- -1: nothing would have refused it
            first_seen INTEGER NOT NULL,
            last_seen INTEGER NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (day, network, sender, tls, rule, dry_run_reason)
        ) STRICT, WITHOUT ROWID;
        PRAGMA user_version = 3;
        """;

    /// <summary>Checks that the tables are those that this code knows, and makes them in an empty file.</summary>
    public static void Ensure(SqliteSession session, string path, bool readOnly)
    {
        long version = VersionOf(session, path);
        if (version == Version || (version > 0 && readOnly))
        {
            UseWriteAheadLog(session, readOnly);
            return;
        }

        if (readOnly)
        {
            throw new AccountStoreException($"{path} is empty: it holds no accounts, and may only be read");
        }

        using (SqliteTransaction transaction = session.Begin())
        {
            // Another process may have made them while this one waited.
            version = VersionOf(session, path);
            if (version == 0)
            {
                session.Execute(Create);
            }

            if (version < 2)
            {
                session.Execute(UpgradeTo2);
            }

            if (version < 3)
            {
                session.Execute(UpgradeTo3);
            }

            transaction.Commit();
        }

        UseWriteAheadLog(session, readOnly);
    }

    /// <summary>The version of the tables; 0 where there are none yet.</summary>
    private static long VersionOf(SqliteSession session, string path)
    {
        SqliteStatement query = session.Statement(
            "SELECT user_version, application_id, (SELECT count(*) FROM sqlite_schema) FROM pragma_user_version, pragma_application_id");
        query.Step();
        (long version, long applicationId, long objects) = (query.Number(0), query.Number(1), query.Number(2));
        query.Reset();
        if (applicationId == ApplicationId)
        {
            return version is > 0 and <= Version
                ? version
                : throw new AccountStoreException($"{path} has the tables of version {version}, made by a newer MailAuth; this one knows version {Version}");
        }

        return objects == 0 && version == 0 ? 0 : throw new AccountStoreException($"{path} is another program's database");
    }

    /// <summary>Readers and a writer then do not wait for each other. The file remembers it; where somebody is just using the file, a later opening does it.</summary>
    private static void UseWriteAheadLog(SqliteSession session, bool readOnly)
    {
        if (!readOnly)
        {
            session.TryExecute("PRAGMA journal_mode = WAL");
        }
    }
}
