using MailAuth.Accounts;
using SQLitePCL;

namespace MailAuth.Sqlite;

/// <summary>
/// One connection and its prepared statements, used by one thread at a time. It is on SQLite's own functions rather than ADO.NET for what that hides: how long
/// a busy file is waited for (ADO.NET polls every 150 ms, for whole seconds), statements that stay prepared, and text with its exact length.
/// </summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly string path;
    private readonly sqlite3 database;

    // SQL texts are constants: the same text is the same object, and its characters need not be hashed at every use.
    private readonly Dictionary<object, SqliteStatement> statements = new(ReferenceEqualityComparer.Instance);

    static SqliteSession() => Batteries_V2.Init();

    private SqliteSession(string path, sqlite3 database)
    {
        this.path = path;
        this.database = database;
    }

    /// <summary>Whether SQLite reported a fault: the connection is then not used again.</summary>
    public bool IsFaulted { get; private set; }

    /// <summary>The number of rows that the last statement inserted, updated or deleted.</summary>
    public int Changes => raw.sqlite3_changes(database);

    /// <summary>Opens the file, makes it where it is not there yet, and checks or makes its tables.</summary>
    /// <exception cref="AccountStoreException">That can't be done.</exception>
    public static SqliteSession Open(string path, bool readOnly, bool mustExist, int busyMilliseconds)
    {
        if (!readOnly && !mustExist)
        {
            CreateFile(path);
        }

        int flags = raw.SQLITE_OPEN_NOMUTEX | (readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE);
        int result = raw.sqlite3_open_v2(path, out sqlite3 database, flags, null);
        SqliteSession session = new(path, database);
        try
        {
            session.Check(result);
            session.Check(raw.sqlite3_extended_result_codes(database, 1));
            session.Check(raw.sqlite3_busy_timeout(database, busyMilliseconds));
            session.Statement("PRAGMA foreign_keys = ON").Run();
            session.Statement("PRAGMA synchronous = FULL").Run();
            Schema.Ensure(session, path, readOnly);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Gives the prepared statement of a constant text.</summary>
    public SqliteStatement Statement(string sql)
    {
        if (!statements.TryGetValue(sql, out SqliteStatement? statement))
        {
            Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out sqlite3_stmt prepared));
            statement = new SqliteStatement(this, prepared);
            statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>Runs statements of which none gives rows.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(database, sql));

    /// <summary>Runs statements that may as well fail: because somebody else uses the file, or because it can only be read.</summary>
    public void TryExecute(string sql) => _ = raw.sqlite3_exec(database, sql);

    /// <summary>Begins a transaction that may write. Nobody else writes until it ends.</summary>
    public SqliteTransaction Begin()
    {
        Statement("BEGIN IMMEDIATE").Run();
        return new SqliteTransaction(this);
    }

    /// <summary>Ends a transaction without writing.</summary>
    public void RollBack()
    {
        // After some faults SQLite has rolled back by itself; the connection is closed then, and takes what is left with it.
        if (!IsFaulted && raw.sqlite3_get_autocommit(database) == 0)
        {
            Statement("ROLLBACK").Run();
        }
    }

    /// <summary>Turns a fault into an exception.</summary>
    public void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            IsFaulted = true;
            string what = (result & 0xFF) switch
            {
                raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "is busy",
                raw.SQLITE_READONLY => "can't be written",
                raw.SQLITE_FULL => "is full, or its disk is",
                raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => "is damaged, or not a database",
                raw.SQLITE_CANTOPEN => "can't be opened",
                _ => "can't answer",
            };
            throw new AccountStoreException($"{path} {what} (SQLite error {result}: {raw.sqlite3_errmsg(database).utf8_to_string()})");
        }
    }

    public void Dispose()
    {
        foreach (SqliteStatement statement in statements.Values)
        {
            statement.Dispose();
        }

        database.Dispose();
    }

    /// <summary>Makes an empty file that only its owner can read. SQLite gives the files beside it the same mode.</summary>
    private static void CreateFile(string path)
    {
        if (File.Exists(path))
        {
            return;
        }

        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            new FileStream(path, options).Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another process may have made it meanwhile.
            if (!File.Exists(path))
            {
                throw new AccountStoreException($"{path} can't be made: {exception.Message}", exception);
            }
        }
    }
}
