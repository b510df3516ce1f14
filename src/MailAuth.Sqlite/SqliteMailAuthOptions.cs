namespace MailAuth.Sqlite;

/// <summary>How the database file is opened.</summary>
public sealed class SqliteMailAuthOptions
{
    /// <summary>
    /// How long a write, or the first opening, waits for another process that is writing: 0 to 60 seconds, to the millisecond. Past that it is an <see cref="Accounts.AccountStoreException"/>. Reads wait
    /// for nobody. Default 2 seconds.
    /// </summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether the file is only read: it must exist, and every write is refused. Its directory must still be writable, or another process must have the file open:
    /// SQLite's write-ahead log keeps an index beside it. Default <see langword="false"/>.
    /// </summary>
    public bool ReadOnly { get; set; }

    /// <summary>
    /// Whether a file that is not there is a fault, rather than a new database without accounts: a misspelled path is then no host on which nobody can log in.
    /// Default <see langword="false"/>.
    /// </summary>
    public bool MustExist { get; set; }
}
