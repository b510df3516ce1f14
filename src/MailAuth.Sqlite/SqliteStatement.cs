using System.Text;
using SQLitePCL;

namespace MailAuth.Sqlite;

/// <summary>A prepared statement. Bind, then <see cref="Run"/>; or bind, <see cref="Step"/> through the rows and <see cref="Reset"/>.</summary>
internal sealed class SqliteStatement(SqliteSession session, sqlite3_stmt statement) : IDisposable
{
    private const int OnStack = 512;

    public SqliteStatement Bind(int index, string? value)
    {
        if (value is null)
        {
            session.Check(raw.sqlite3_bind_null(statement, index));
        }
        else if (value.Length == 0)
        {
            // An empty span has no address, which SQLite takes for null.
            session.Check(raw.sqlite3_bind_text(statement, index, ""));
        }
        else
        {
            int maximum = Encoding.UTF8.GetMaxByteCount(value.Length);
            Span<byte> bytes = maximum <= OnStack ? stackalloc byte[OnStack] : new byte[maximum];
            session.Check(raw.sqlite3_bind_text(statement, index, bytes[..Encoding.UTF8.GetBytes(value, bytes)]));
        }

        return this;
    }

    public SqliteStatement Bind(int index, long? value)
    {
        session.Check(value is { } number ? raw.sqlite3_bind_int64(statement, index, number) : raw.sqlite3_bind_null(statement, index));
        return this;
    }

    public SqliteStatement Bind(int index, DateTimeOffset? value) => Bind(index, value?.ToUnixTimeMilliseconds());

    /// <summary>Goes to the next row.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Step()
    {
        int result = raw.sqlite3_step(statement);
        session.Check(result);
        return result == raw.SQLITE_ROW;
    }

    /// <summary>Runs to the end and makes the statement ready for the next time.</summary>
    public void Run()
    {
        try
        {
            while (Step())
            {
            }
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Reads every row and makes the statement ready for the next time.</summary>
    public List<TRow> List<TRow>(Func<SqliteStatement, TRow> read)
    {
        List<TRow> rows = [];
        try
        {
            while (Step())
            {
                rows.Add(read(this));
            }
        }
        finally
        {
            Reset();
        }

        return rows;
    }

    /// <summary>Ends the rows (and with them the read transaction) and forgets what was bound: it may be a password hash.</summary>
    public void Reset()
    {
        // What it returns is the fault that Step has thrown already.
        _ = raw.sqlite3_reset(statement);
        _ = raw.sqlite3_clear_bindings(statement);
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    public long? NumberOrNull(int column) => IsNull(column) ? null : Number(column);

    public DateTimeOffset Time(int column) => DateTimeOffset.FromUnixTimeMilliseconds(Number(column));

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    /// <summary>The bytes of a text (UTF-8), valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(statement, column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public void Dispose() => statement.Dispose();
}
