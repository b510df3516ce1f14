using MailAuth.Accounts;
using MailAuth.Sqlite;

namespace MailAuth.Tool;

/// <summary>The SQLite database that a command works on.</summary>
internal static class DatabaseFile
{
    /// <summary>Opens it, and its tables are looked at. What is not there stays so where it must exist.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mayMake">Whether it is made where it is not there: for those who may write to its directory, and not for everybody, as it holds password hashes.</param>
    /// <returns>The database, to be disposed.</returns>
    /// <exception cref="AccountStoreException">It is not there, can't be made, or is no such database.</exception>
    public static async Task<SqliteMailAuthDatabase> OpenAsync(string path, bool mayMake)
    {
        if (!File.Exists(path))
        {
            Make(path, mayMake);
        }

        var database = new SqliteMailAuthDatabase(path, new SqliteMailAuthOptions { MustExist = true });
        try
        {
            // Any look-up opens it; this one finds nothing.
            await new SqliteAccountStore(database).FindByAddressAsync("", CancellationToken.None).ConfigureAwait(false);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static void Make(string path, bool mayMake)
    {
        if (!mayMake)
        {
            throw new AccountStoreException($"{path} is not there");
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            // SQLite gives the files beside it the same owner and mode.
            new FileStream(path, options).Dispose();
            FileLocks.ShareWithDirectory(Path.GetFullPath(path), withOthers: false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Another process may have made it meanwhile.
            if (!File.Exists(path))
            {
                throw new AccountStoreException($"{path} can't be made: {fault.Message}", fault);
            }
        }
    }
}
