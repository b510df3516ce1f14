using System.Globalization;
using MailAuth.Usage;
using MailAuth.Usernames;

namespace MailAuth.Sqlite;

/// <summary>Reads what <see cref="SqliteUsageSink"/> has written.</summary>
public sealed class SqliteUsageReport
{
    private readonly SqliteMailAuthDatabase database;

    /// <summary>Makes a report.</summary>
    /// <param name="database">The database; it outlives the report.</param>
    public SqliteUsageReport(SqliteMailAuthDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        this.database = database;
    }

    /// <summary>Gives the accounts of the store that logged in with the bare username, with the programs that did.</summary>
    /// <param name="since">Logins before this are left out. What happened earlier on the same UTC day may be counted, but is not enough to be among them.</param>
    /// <param name="cancellationToken">Ends the attempt before it began.</param>
    /// <returns>One entry for each account, protocol and client, in this order.</returns>
    /// <exception cref="Accounts.AccountStoreException">The file can't be read.</exception>
    public ValueTask<IReadOnlyList<BareUsernameUse>> BareUsernameUsesAsync(DateTimeOffset since, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using SqliteLease lease = database.Lease();
        SqliteStatement query = lease.Session.Statement("""
            SELECT u.address, u.protocol, u.client, sum(u.count) FILTER (WHERE u.form = 1), max(u.last_seen) FILTER (WHERE u.form = 1) AS bare, max(u.last_seen) FILTER (WHERE u.form = 2)
            FROM usage u JOIN accounts a ON a.address = u.address
            WHERE u.day >= ?1
            GROUP BY u.address, u.protocol, u.client
            HAVING bare >= ?2
            ORDER BY u.address, u.protocol, u.client
            """)
            .Bind(1, Day(since.UtcDateTime)).Bind(2, since);
        List<BareUsernameUse> uses = [];
        try
        {
            while (query.Step())
            {
                uses.Add(new BareUsernameUse(query.Text(0), (MailProtocol)query.Number(1), NullWhereEmpty(query.Text(2)), query.Number(3), query.Time(4), query.TimeOrNull(5)));
            }
        }
        finally
        {
            query.Reset();
        }

        return new(uses);
    }

    /// <summary>Gives the lines of some days.</summary>
    /// <param name="from">The first UTC day.</param>
    /// <param name="to">The first UTC day that is left out.</param>
    /// <param name="cancellationToken">Ends the attempt before it began.</param>
    /// <returns>The lines, by day and address.</returns>
    /// <exception cref="Accounts.AccountStoreException">The file can't be read.</exception>
    public ValueTask<IReadOnlyList<SqliteUsageLine>> LinesAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using SqliteLease lease = database.Lease();
        SqliteStatement query = lease.Session.Statement("""
            SELECT day, address, form, protocol, client, server_name, tls, tls_version, inherited, dry_run_status, first_seen, last_seen, count
            FROM usage WHERE day >= ?1 AND day < ?2
            ORDER BY day, address
            """)
            .Bind(1, from.ToString("O", CultureInfo.InvariantCulture)).Bind(2, to.ToString("O", CultureInfo.InvariantCulture));
        List<SqliteUsageLine> lines = [];
        try
        {
            while (query.Step())
            {
                lines.Add(Line(query));
            }
        }
        finally
        {
            query.Reset();
        }

        return new(lines);
    }

    private static SqliteUsageLine Line(SqliteStatement row)
    {
        UsageRecord record = new()
        {
            Address = row.Text(1),
            Form = (UsernameForm)row.Number(2),
            Protocol = (MailProtocol)row.Number(3),
            Time = row.Time(11),
            ClientId = NullWhereEmpty(row.Text(4)),
            ServerName = NullWhereEmpty(row.Text(5)),
            TlsVersion = row.Number(6) == 0 ? null : row.Text(7),
            Inherited = row.Number(8) != 0,
            DryRunStatus = row.Number(9) < 0 ? null : (LoginStatus)row.Number(9),
        };
        return new SqliteUsageLine(DateOnly.ParseExact(row.Text(0), "O", CultureInfo.InvariantCulture), record, row.Time(10), row.Time(11), row.Number(12));
    }

    private static string Day(DateTime utc) => DateOnly.FromDateTime(utc).ToString("O", CultureInfo.InvariantCulture);

    private static string? NullWhereEmpty(string text) => text.Length == 0 ? null : text;
}
