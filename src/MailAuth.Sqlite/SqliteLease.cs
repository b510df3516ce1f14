namespace MailAuth.Sqlite;

/// <summary>A connection that is in use; disposed of, it goes back.</summary>
internal readonly struct SqliteLease(SqliteMailAuthDatabase database, SqliteSession session) : IDisposable
{
    public SqliteSession Session => session;

    public void Dispose() => database.Return(session);
}
