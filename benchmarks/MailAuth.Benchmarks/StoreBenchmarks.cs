using System.Net;
using BenchmarkDotNet.Attributes;
using MailAuth.Accounts;
using MailAuth.Passwords;
using MailAuth.Sqlite;
using MailAuth.Throttling;

namespace MailAuth.Benchmarks;

/// <summary>
/// The login without its hash against each store and number of accounts, names drawn uniformly at random. Ten million in memory take some gigabytes, and in SQLite minutes to import, once for
/// each run.
/// </summary>
[MemoryDiagnoser]
[GcForce(false)] // Collections between the rounds would go through the ten million each time, for minutes.
public class StoreBenchmarks : IDisposable
{
    private const int Attempts = 1 << 18;

    private string directory = "";
    private SqliteMailAuthDatabase? database;
    private MailAuthenticator? engine;
    private LoginAttempt[] attempts = [];
    private int next;

    [Params("memory", "passwd-file", "SQLite")]
    public string Store { get; set; } = "memory";

    [Params(10_000, 1_000_000, 10_000_000)]
    public int Accounts { get; set; }

    [GlobalSetup]
    public async Task FillAsync()
    {
        directory = Directory.CreateTempSubdirectory("mailauth-benchmark-").FullName;
        IAccountStore store = Store switch
        {
            "memory" => Memory(),
            "SQLite" => await SqliteAsync(),
            _ => PasswdFile(),
        };
        engine = new MailAuthenticator(new MailAuthOptions { Passwords = { Rehash = false, Executor = { Inline = true } } }, store, throttleStore: new InMemoryThrottleStore());
        var random = new Random(20090907);
        var connection = new LoginConnection { Protocol = MailProtocol.Imap, Tls = true, RemoteAddress = IPAddress.Parse("198.51.100.7") };
        attempts = [.. Enumerable.Range(0, Attempts).Select(_ => new LoginAttempt(Name(random.Next(Accounts)), "secret"u8.ToArray(), connection))];
    }

    [Benchmark]
    public LoginStatus Login()
    {
        LoginResult result = Completed.Of(engine!.AuthenticateAsync(attempts[next++ & (Attempts - 1)]));
        return result.IsAccepted ? result.Status : throw new InvalidOperationException(result.ToString());
    }

    [GlobalCleanup]
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        engine?.Dispose();
        database?.Dispose();
        attempts = [];
        Directory.Delete(directory, recursive: true);
    }

    private static string Name(int number) => $"user{number}@domain.se";

    private InMemoryAccountStore Memory()
    {
        var store = new InMemoryAccountStore();
        for (int i = 0; i < Accounts; i++)
        {
            store.Add(Name(i), "{PLAIN}secret");
        }

        return store;
    }

    private PasswdFileAccountStore PasswdFile()
    {
        string path = Path.Combine(directory, "users");
        using (var file = new StreamWriter(path))
        {
            for (int i = 0; i < Accounts; i++)
            {
                file.WriteLine($"{Name(i)}:{{PLAIN}}secret");
            }
        }

        // The first question reads the file.
        var store = PasswdFileAccountStore.Open(path);
        return store.Problems.Count == 0 ? store : throw new InvalidOperationException("A line is bad.");
    }

    private async Task<SqliteAccountStore> SqliteAsync()
    {
        database = new SqliteMailAuthDatabase(Path.Combine(directory, "accounts.db"));
        var store = new SqliteAccountStore(database);
        await store.ImportAsync(Enumerable.Range(0, Accounts).Select(i => new Account(Name(i), "{PLAIN}secret")), CancellationToken.None);
        return store;
    }
}
