namespace MailAuth.Sqlite;

/// <summary>A transaction: rolled back unless it was committed.</summary>
internal sealed class SqliteTransaction(SqliteSession session) : IDisposable
{
    private bool ended;

    public void Commit()
    {
        session.Statement("COMMIT").Run();
        ended = true;
    }

    public void Dispose()
    {
        if (!ended)
        {
            ended = true;
            session.RollBack();
        }
    }
}
