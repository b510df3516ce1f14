using System.Globalization;
using System.Net;
using MailAuth.Submission;
using MailAuth.Usage;
using MailAuth.Usernames;

namespace MailAuth.Sqlite;

/// <summary>Reads what <see cref="SqliteUsageSink"/> has written: who still logs in with the bare username, and what was sent without a login. Safe for concurrent use; reading waits for no writer.</summary>
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
            .Bind(1, Text(DateOnly.FromDateTime(since.UtcDateTime))).Bind(2, since);
        return new(query.List(static row =>
            new BareUsernameUse(row.Text(0), (MailProtocol)row.Number(1), NullWhereEmpty(row.Text(2)), row.Number(3), row.Time(4), row.TimeOrNull(5))));
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
            .Bind(1, Text(from)).Bind(2, Text(to));
        return new(query.List(Line));
    }

    /// <summary>Gives the mail of some days that was taken without a login.</summary>
    /// <param name="from">The first UTC day.</param>
    /// <param name="to">The first UTC day that is left out.</param>
    /// <param name="cancellationToken">Ends the attempt before it began.</param>
    /// <returns>The lines, by day, network and sender.</returns>
    /// <exception cref="Accounts.AccountStoreException">The file can't be read.</exception>
    public ValueTask<IReadOnlyList<SqliteUnauthenticatedMailLine>> UnauthenticatedMailAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using SqliteLease lease = database.Lease();
        SqliteStatement query = lease.Session.Statement("""
            SELECT day, network, sender, tls, rule, dry_run_reason, first_seen, last_seen, count
            FROM unauthenticated_mail WHERE day >= ?1 AND day < ?2
            ORDER BY day, network, sender
            """)
            .Bind(1, Text(from)).Bind(2, Text(to));
        return new(query.List(static row => new SqliteUnauthenticatedMailLine(
            Day(row.Text(0)),
            new UnauthenticatedMail
            {
                Network = IPNetwork.Parse(row.Text(1)),
                Sender = row.Text(2),
                Time = row.Time(7),
                Tls = row.Number(3) != 0,
                Rule = NullWhereEmpty(row.Text(4)),
                DryRunReason = row.Number(5) < 0 ? null : (SubmissionReason)row.Number(5),
            },
            row.Time(6),
            row.Time(7),
            row.Number(8))));
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
        return new SqliteUsageLine(Day(row.Text(0)), record, row.Time(10), row.Time(11), row.Number(12));
    }

    private static string Text(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture);

    private static string? NullWhereEmpty(string text) => text.Length == 0 ? null : text;
}
