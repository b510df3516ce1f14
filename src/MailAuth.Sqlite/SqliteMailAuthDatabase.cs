using MailAuth.Accounts;

namespace MailAuth.Sqlite;

/// <summary>
/// The database file that <see cref="SqliteAccountStore"/>, <see cref="SqliteUsageSink"/> and <see cref="SqliteUsageReport"/> work on, and the open connections to it.
/// Several processes may use one file at once; it must be on a local disk. The file is made on first use, readable by its owner alone (it holds password hashes); its
/// directory must exist. Every write is on disk before it is reported as done: a password that was changed does not come back after a power failure.
/// Safe for concurrent use.
/// </summary>
public sealed class SqliteMailAuthDatabase : IDisposable
{
    private const int MaximumIdle = 16;

    private readonly Lock gate = new();
    private readonly SqliteSession?[] idle = new SqliteSession?[MaximumIdle];
    private readonly int busyMilliseconds;
    private readonly bool readOnly;
    private readonly bool mustExist;
    private int idleCount;
    private bool disposed;

    /// <summary>Names a database. The file is not touched before the first use.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is opened; left out for the defaults.</param>
    /// <param name="timeProvider">The clock; left out for the system's.</param>
    /// <exception cref="ArgumentException">The path is empty, or an option is out of range.</exception>
    public SqliteMailAuthDatabase(string path, SqliteMailAuthOptions? options = null, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new SqliteMailAuthOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BusyTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.BusyTimeout, TimeSpan.FromSeconds(60));
        FilePath = Path.GetFullPath(path);
        busyMilliseconds = (int)options.BusyTimeout.TotalMilliseconds;
        readOnly = options.ReadOnly;
        mustExist = options.MustExist;
        TimeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <summary>The file, as a full path.</summary>
    public string FilePath { get; }

    internal TimeProvider TimeProvider { get; }

    /// <summary>Closes the connections. What is in use at this moment is closed when it is done; later uses throw <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            while (idleCount > 0)
            {
                idle[--idleCount]!.Dispose();
                idle[idleCount] = null;
            }
        }
    }

    /// <summary>Takes a connection for one piece of work.</summary>
    /// <exception cref="AccountStoreException">The file can't be opened.</exception>
    internal SqliteLease Lease()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (idleCount > 0)
            {
                SqliteSession session = idle[--idleCount]!;
                idle[idleCount] = null;
                return new SqliteLease(this, session);
            }
        }

        return new SqliteLease(this, SqliteSession.Open(FilePath, readOnly, mustExist, busyMilliseconds));
    }

    /// <summary>Takes a connection back; one that met a fault is closed.</summary>
    internal void Return(SqliteSession session)
    {
        lock (gate)
        {
            if (!disposed && !session.IsFaulted && idleCount < MaximumIdle)
            {
                idle[idleCount++] = session;
                return;
            }
        }

        session.Dispose();
    }
}
