using System.Globalization;
using MailAuth.Accounts;
using MailAuth.Usage;
using MailAuth.Usernames;

namespace MailAuth.Sqlite;

/// <summary>
/// Usage in a SQLite file: one line for each account, form, protocol, client, server name, TLS version, "inherit", dry-run status and UTC day, with the first and the last
/// of its logins and their number. A bare login also moves the account's <see cref="Account.BareUsernameLastUsed"/>. Mail without a login: one line for each network, sender, TLS or not, rule,
/// dry-run reason and UTC day.
/// </summary>
public sealed class SqliteUsageSink : IUsageSink
{
    /// <summary>Far longer than a folding that was killed lies unnoticed.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    private readonly SqliteMailAuthDatabase database;

    /// <summary>Makes a sink.</summary>
    /// <param name="database">The database; it outlives the sink.</param>
    public SqliteUsageSink(SqliteMailAuthDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        this.database = database;
    }

    /// <inheritdoc/>
    /// <exception cref="AccountStoreException">The file is busy, read-only, full, damaged or absent: nothing was written.</exception>
    public ValueTask WriteAsync(ReadOnlyMemory<UsageRecord> batch, CancellationToken cancellationToken) => Write(null, batch, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>The identifier is kept for 90 days.</remarks>
    /// <exception cref="AccountStoreException">The file is busy, read-only, full, damaged or absent: nothing was written.</exception>
    public ValueTask WriteOnceAsync(string batchId, ReadOnlyMemory<UsageRecord> batch, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(batchId);
        return Write(batchId, batch, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="AccountStoreException">The file is busy, read-only, full, damaged or absent: nothing was written.</exception>
    public ValueTask WriteUnauthenticatedMailAsync(ReadOnlyMemory<UnauthenticatedMail> batch, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        using SqliteLease lease = database.Lease();
        using SqliteTransaction transaction = lease.Session.Begin();
        foreach (UnauthenticatedMail record in batch.Span)
        {
            Write(lease.Session, record);
        }

        transaction.Commit();
        return default;
    }

    private ValueTask Write(string? batchId, ReadOnlyMemory<UsageRecord> batch, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        using SqliteLease lease = database.Lease();
        using SqliteTransaction transaction = lease.Session.Begin();
        if (batchId is not null && !IsNew(lease.Session, batchId))
        {
            return default;
        }

        foreach (UsageRecord record in batch.Span)
        {
            Write(lease.Session, record);
        }

        transaction.Commit();
        return default;
    }

    /// <summary>Notes a batch in the transaction that writes it.</summary>
    private bool IsNew(SqliteSession session, string batchId)
    {
        DateTimeOffset now = database.TimeProvider.GetUtcNow();
        session.Statement("DELETE FROM usage_batches WHERE written < ?1").Bind(1, now - Remembered).Run();
        session.Statement("INSERT INTO usage_batches (batch, written) VALUES (?1, ?2) ON CONFLICT DO NOTHING").Bind(1, batchId).Bind(2, now).Run();
        return session.Changes > 0;
    }

    private static void Write(SqliteSession session, UnauthenticatedMail record)
    {
        DateTimeOffset time = record.Time.ToUniversalTime();
        session.Statement("""
            INSERT INTO unauthenticated_mail (day, network, sender, tls, rule, dry_run_reason, first_seen, last_seen, count)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, 1)
            ON CONFLICT DO UPDATE SET first_seen = min(first_seen, excluded.first_seen), last_seen = max(last_seen, excluded.last_seen), count = count + 1
            """)
            .Bind(1, Day(time))
            .Bind(2, record.Network.ToString())
            .Bind(3, record.Sender)
            .Bind(4, record.Tls ? 1L : 0L)
            .Bind(5, record.Rule ?? "")
            .Bind(6, record.DryRunReason is { } reason ? (long)reason : -1L)
            .Bind(7, time)
            .Run();
    }

    private static string Day(DateTimeOffset utc) => DateOnly.FromDateTime(utc.DateTime).ToString("O", CultureInfo.InvariantCulture);

    private static void Write(SqliteSession session, UsageRecord record)
    {
        DateTimeOffset time = record.Time.ToUniversalTime();
        session.Statement("""
            INSERT INTO usage (day, address, form, protocol, client, server_name, tls, tls_version, inherited, dry_run_status, first_seen, last_seen, count)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11, 1)
            ON CONFLICT DO UPDATE SET first_seen = min(first_seen, excluded.first_seen), last_seen = max(last_seen, excluded.last_seen), count = count + 1
            """)
            .Bind(1, Day(time))
            .Bind(2, record.Address)
            .Bind(3, (long)record.Form)
            .Bind(4, (long)record.Protocol)
            .Bind(5, record.ClientId ?? "")
            .Bind(6, record.ServerName ?? "")
            .Bind(7, record.TlsVersion is null ? 0L : 1L)
            .Bind(8, record.TlsVersion ?? "")
            .Bind(9, record.Inherited ? 1L : 0L)
            .Bind(10, record.DryRunStatus is { } status ? (long)status : -1L)
            .Bind(11, time)
            .Run();
        if (record.Form == UsernameForm.LocalPart)
        {
            session.Statement("UPDATE accounts SET bare_username_last_used = ?2 WHERE address = ?1 AND bare_username_last_used < ?2")
                .Bind(1, record.Address).Bind(2, time).Run();
        }
    }
}
