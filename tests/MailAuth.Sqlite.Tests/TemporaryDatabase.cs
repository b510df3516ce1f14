using MailAuth.Accounts;
using Microsoft.Extensions.Time.Testing;

namespace MailAuth.Sqlite.Tests;

/// <summary>A database file in a directory of its own, gone at the end of the test.</summary>
internal sealed class TemporaryDatabase : IDisposable
{
    private readonly List<SqliteMailAuthDatabase> opened = [];

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("mailauth-sqlite-").FullName;

    public string File => Path.Combine(Directory, "mailauth.db");

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2009, 8, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Opens the file as another process would: with connections of its own. A busy file is not waited for.</summary>
    public SqliteMailAuthDatabase Open(bool readOnly = false, TimeSpan busyTimeout = default)
    {
        SqliteMailAuthDatabase database = new(File, new SqliteMailAuthOptions { ReadOnly = readOnly, BusyTimeout = busyTimeout }, Clock);
        opened.Add(database);
        return database;
    }

    public SqliteAccountStore OpenStore(bool readOnly = false, TimeSpan busyTimeout = default) => new(Open(readOnly, busyTimeout));

    public static Account Kalle { get; } = new("kalle@domain.se", "{PLAIN}kalle") { BareUsernames = ["kalle"] };

    public void Dispose()
    {
        opened.ForEach(database => database.Dispose());
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
