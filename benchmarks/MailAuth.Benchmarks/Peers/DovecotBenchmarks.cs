using System.Net;
using BenchmarkDotNet.Attributes;
using MailAuth.Accounts;
using MailAuth.Load;
using MailAuth.Load.Dovecot;
using MailAuth.Sqlite;
using MailAuth.Throttling;
using Microsoft.Data.Sqlite;

namespace MailAuth.Benchmarks.Peers;

/// <summary>
/// A login decision beside Dovecot's own passdbs, through its auth socket: the same 10,000 {PLAIN} accounts, full addresses, one caller that waits for each answer. Dovecot's <c>static</c> passdb looks nothing up:
/// it shows what the socket takes. Needs root, Dovecot 2.3 and dovecot-sqlite.
/// </summary>
[MemoryDiagnoser]
public class DovecotBenchmarks : IDisposable
{
    private const int Accounts = 10_000;
    private const string Password = "secret";

    private readonly string[] names = new string[Accounts];
    private readonly LoginAttempt[] attempts = new LoginAttempt[Accounts];
    private string folder = "";
    private SqliteMailAuthDatabase? database;
    private MailAuthenticator? memory;
    private MailAuthenticator? sqlite;
    private DovecotServer? dovecot;
    private AuthSocketClient? socket;
    private int next;

    [GlobalSetup(Target = nameof(MailAuthInMemory))]
    public void InMemory()
    {
        Begin();
        var store = new InMemoryAccountStore();
        foreach (Account account in All())
        {
            store.Add(account);
        }

        memory = Engine(store);
    }

    [GlobalSetup(Target = nameof(MailAuthSqlite))]
    public async Task SqliteAsync()
    {
        Begin();
        database = new SqliteMailAuthDatabase(Path.Combine(folder, "mailauth.db"));
        var store = new SqliteAccountStore(database);
        await store.ImportAsync(All(), CancellationToken.None);
        sqlite = Engine(store);
    }

    [GlobalSetup(Target = nameof(DovecotStatic))]
    public Task StaticAsync()
    {
        Begin();
        return StartAsync($"driver = static\nargs = password={Password}");
    }

    [GlobalSetup(Target = nameof(DovecotPasswdFile))]
    public async Task PasswdFileAsync()
    {
        Begin();
        string users = Path.Combine(folder, "users");
        await File.WriteAllLinesAsync(users, All().Select(account => $"{account.Address}:{account.PasswordHash}"));
        await StartAsync($"driver = passwd-file\nargs = username_format=%u {users}");
    }

    [GlobalSetup(Target = nameof(DovecotSql))]
    public async Task SqlAsync()
    {
        Begin();
        string path = Path.Combine(folder, "users.db");
        await using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            await using SqliteTransaction transaction = connection.BeginTransaction();
            await using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE users (username TEXT PRIMARY KEY, password TEXT NOT NULL) WITHOUT ROWID";
            command.ExecuteNonQuery();
            command.CommandText = "INSERT INTO users VALUES ($name, $password)";
            SqliteParameter name = command.Parameters.Add("$name", SqliteType.Text);
            SqliteParameter password = command.Parameters.Add("$password", SqliteType.Text);
            foreach (Account account in All())
            {
                (name.Value, password.Value) = (account.Address, account.PasswordHash);
                command.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        string configuration = Path.Combine(folder, "sql.conf");
        await File.WriteAllTextAsync(configuration, $"""
            driver = sqlite
            connect = {path}
            password_query = SELECT username AS user, password FROM users WHERE username = '%u'

            """);
        await Commands.RunAsync("chown", ["-R", "dovecot:dovecot", path, configuration]);
        await StartAsync($"driver = sql\nargs = {configuration}");
    }

    [Benchmark(Baseline = true)]
    public bool MailAuthInMemory() => Login(memory!);

    [Benchmark]
    public bool MailAuthSqlite() => Login(sqlite!);

    [Benchmark]
    public void DovecotStatic() => Ask();

    [Benchmark]
    public void DovecotPasswdFile() => Ask();

    [Benchmark]
    public void DovecotSql() => Ask();

    [GlobalCleanup]
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        memory?.Dispose();
        sqlite?.Dispose();
        database?.Dispose();
        socket?.Dispose();
        if (dovecot is not null)
        {
            dovecot.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static string Name(int number) => $"user{number}@domain.se";

    private static IEnumerable<Account> All() => Enumerable.Range(0, Accounts).Select(i => new Account(Name(i), "{PLAIN}" + Password));

    private static MailAuthenticator Engine(IAccountStore store) =>
        new(new MailAuthOptions { Passwords = { Rehash = false, Executor = { Inline = true } } }, store, throttleStore: new InMemoryThrottleStore());

    private void Begin()
    {
        folder = LoadFolder.Make();
        var random = new Random(20090907);
        var connection = new LoginConnection { Protocol = MailProtocol.Imap, Tls = true, RemoteAddress = IPAddress.Loopback };
        for (int i = 0; i < Accounts; i++)
        {
            names[i] = Name(random.Next(Accounts));
            attempts[i] = new LoginAttempt(names[i], "secret"u8.ToArray(), connection);
        }
    }

    private async Task StartAsync(string passdb)
    {
        if (DovecotServer.Obstacle() is { } obstacle)
        {
            throw new InvalidOperationException($"Dovecot can't be measured here: {obstacle}.");
        }

        dovecot = await DovecotServer.StartAsync(Path.Combine(folder, "dovecot"), passdb);
        socket = new AuthSocketClient(dovecot.AuthSocket, Environment.ProcessId);
    }

    private bool Login(MailAuthenticator engine) =>
        Completed.Of(engine.AuthenticateAsync(attempts[next++ % Accounts])).IsAccepted ? true : throw new InvalidOperationException("The login was refused.");

    private void Ask() => socket!.Login(names[next++ % Accounts], Password);
}
