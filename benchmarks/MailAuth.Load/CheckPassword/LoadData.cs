using System.Text;
using System.Text.Json;
using MailAuth.Accounts;
using MailAuth.Sqlite;

namespace MailAuth.Load.CheckPassword;

/// <summary>Files for these commands, in a folder: passwd-files, a large database, and configurations that name them, each with a state directory of its own.</summary>
internal sealed class LoadData
{
    public const int Users = 1_000;
    public const int ManyAccounts = 1_000_000;

    private readonly string folder;

    private LoadData(string folder) => this.folder = folder;

    /// <summary>A passwd-file of <see cref="Users"/> users with <c>$6$</c> hashes.</summary>
    public string ShaCryptUsers => Path.Combine(folder, "sha-crypt.users");

    /// <summary>The same with Argon2id.</summary>
    public string Argon2Users => Path.Combine(folder, "argon2.users");

    public string ShaCryptConfiguration => Path.Combine(folder, "sha-crypt.json");

    /// <summary>The same without a limit of guesses.</summary>
    public string UnthrottledConfiguration => Path.Combine(folder, "unthrottled.json");

    public string Argon2Configuration => Path.Combine(folder, "argon2.json");

    /// <summary>The configuration for <see cref="ManyAccounts"/> in SQLite, with <c>$6$</c> hashes, which are left as they are.</summary>
    public string SqliteConfiguration => Path.Combine(folder, "sqlite.json");

    /// <summary>Where mailboxes would be.</summary>
    public string Homes => Path.Combine(folder, "homes");

    public static string User(int number) => $"user{number}@domain.se";

    public static LoadData Make(string folder)
    {
        var data = new LoadData(folder);
        Directory.CreateDirectory(data.Homes);
        data.WriteUsers(data.ShaCryptUsers, LoadHashes.MakeShaCrypt());
        data.WriteUsers(data.Argon2Users, LoadHashes.MakeArgon2());
        WriteConfiguration(data.ShaCryptConfiguration, new { passwdFile = data.ShaCryptUsers });
        WriteConfiguration(data.UnthrottledConfiguration, new { passwdFile = data.ShaCryptUsers }, throttled: false);
        WriteConfiguration(data.Argon2Configuration, new { passwdFile = data.Argon2Users });
        return data;
    }

    /// <summary>Writes a configuration that names a store and, beside it, a new state directory, the configuration's name without its ending and with <c>-state</c>.</summary>
    public static void WriteConfiguration(string path, object store, bool rehash = false, bool throttled = true)
    {
        string state = StateDirectory(path);
        Directory.CreateDirectory(state);
        File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(new { store, stateDirectory = state, passwords = new { rehash }, throttle = new { enabled = throttled } }));
    }

    public static string StateDirectory(string configuration) => Path.ChangeExtension(configuration, null) + "-state";

    /// <summary>Imports the accounts, once for this machine, which takes some minutes; then names them in <see cref="SqliteConfiguration"/>.</summary>
    public async Task MakeSqliteAsync()
    {
        string path = Path.Combine(Path.GetTempPath(), $"mailauth-load-{ManyAccounts}.db");
        if (!await IsUsableAsync(path))
        {
            Console.WriteLine($"importing {ManyAccounts} accounts into {path}, once");
            string unfinished = path + ".unfinished";
            File.Delete(unfinished);
            File.Delete(path);
            using (var database = new SqliteMailAuthDatabase(unfinished))
            {
                string hash = LoadHashes.MakeShaCrypt();
                await new SqliteAccountStore(database).ImportAsync(
                    Enumerable.Range(0, ManyAccounts).Select(i => new Account(User(i), hash) { BareUsernames = [$"user{i}"], Home = $"/home/user{i}" }));
            }

            File.Move(unfinished, path);
        }

        WriteConfiguration(SqliteConfiguration, new { sqlite = path });
    }

    private static async Task<bool> IsUsableAsync(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            using var database = new SqliteMailAuthDatabase(path);
            var store = new SqliteAccountStore(database);
            return await store.CountAsync() == ManyAccounts
                && await store.FindByAddressAsync(User(ManyAccounts / 2), CancellationToken.None) is { PasswordHash: { } hash } && LoadHashes.Matches(hash, LoadHashes.Password);
        }
        catch (AccountStoreException)
        {
            return false;
        }
    }

    private void WriteUsers(string path, string hash)
    {
        var text = new StringBuilder();
        for (int i = 0; i < Users; i++)
        {
            text.Append(User(i)).Append(':').Append(hash).Append("::::").Append(Homes).Append("/user").Append(i).Append("::\n");
        }

        File.WriteAllText(path, text.ToString());
    }
}
