using System.Net;
using BenchmarkDotNet.Attributes;
using MailAuth.Accounts;
using MailAuth.Passwords;
using MailAuth.Sqlite;
using MailAuth.Throttling;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MailAuth.Benchmarks.Peers;

/// <summary>
/// A login decision beside ASP.NET Core Identity's UserManager: the same 10,000 accounts, full addresses, a hasher that does nothing on its side and {PLAIN} on ours. Identity finds the user and checks the
/// password; ours decides the whole login, with normalization, transition and throttle. Identity over EF makes a scope for each login, as a request does.
/// </summary>
[MemoryDiagnoser]
public class IdentityBenchmarks : IDisposable
{
    private const int Accounts = 10_000;

    private readonly LoginAttempt[] attempts = new LoginAttempt[Accounts];
    private string directory = "";
    private MailAuthenticator? memoryEngine;
    private MailAuthenticator? sqliteEngine;
    private SqliteMailAuthDatabase? database;
    private UserManager<IdentityUser>? manager;
    private ServiceProvider? entityFrameworkSqlite;
    private ServiceProvider? entityFrameworkInMemory;
    private int next;

    [GlobalSetup]
    public async Task FillAsync()
    {
        directory = Directory.CreateTempSubdirectory("mailauth-benchmark-").FullName;
        var connection = new LoginConnection { Protocol = MailProtocol.Imap, Tls = true, RemoteAddress = IPAddress.Parse("198.51.100.7") };
        Account[] accounts = [.. Enumerable.Range(0, Accounts).Select(i => new Account(Name(i), "{PLAIN}secret"))];
        var memory = new InMemoryAccountStore();
        foreach (Account account in accounts)
        {
            memory.Add(account);
        }

        var random = new Random(20090907);
        for (int i = 0; i < Accounts; i++)
        {
            attempts[i] = new LoginAttempt(Name(random.Next(Accounts)), "secret"u8.ToArray(), connection);
        }

        database = new SqliteMailAuthDatabase(Path.Combine(directory, "mailauth.db"));
        var sqlite = new SqliteAccountStore(database);
        await sqlite.ImportAsync(accounts, CancellationToken.None);
        memoryEngine = Engine(memory);
        sqliteEngine = Engine(sqlite);

        var services = new ServiceCollection();
        services.AddLogging();
        services.AddIdentityCore<IdentityUser>();
        services.AddSingleton<IPasswordHasher<IdentityUser>, NoHasher>();
        services.AddSingleton<IUserStore<IdentityUser>>(new DictionaryUserStore(Enumerable.Range(0, Accounts).Select(i => User(i))));
        manager = services.BuildServiceProvider().GetRequiredService<UserManager<IdentityUser>>();

        entityFrameworkSqlite = await EntityFrameworkAsync(options => options.UseSqlite($"Data Source={Path.Combine(directory, "identity.db")}"));
        entityFrameworkInMemory = await EntityFrameworkAsync(options => options.UseInMemoryDatabase("identity"));
    }

    [Benchmark(Baseline = true)]
    public bool MailAuthInMemory() => Login(memoryEngine!);

    [Benchmark]
    public bool IdentityDictionary() => Login(manager!);

    [Benchmark]
    public bool IdentityEntityFrameworkInMemory() => Login(entityFrameworkInMemory!);

    [Benchmark]
    public bool MailAuthSqlite() => Login(sqliteEngine!);

    [Benchmark]
    public bool IdentityEntityFrameworkSqlite() => Login(entityFrameworkSqlite!);

    [GlobalCleanup]
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        memoryEngine?.Dispose();
        sqliteEngine?.Dispose();
        database?.Dispose();
        entityFrameworkSqlite?.Dispose();
        entityFrameworkInMemory?.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(directory, recursive: true);
    }

    private static string Name(int number) => $"user{number}@domain.se";

    private static IdentityUser User(int number) => new(Name(number)) { NormalizedUserName = Name(number).ToUpperInvariant(), PasswordHash = "secret", SecurityStamp = "" };

    private static MailAuthenticator Engine(IAccountStore store) =>
        new(new MailAuthOptions { Passwords = { Rehash = false, Executor = { Inline = true } } }, store, throttleStore: new InMemoryThrottleStore());

    private static async Task<ServiceProvider> EntityFrameworkAsync(Action<DbContextOptionsBuilder> use)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDbContextPool<IdentityDbContext<IdentityUser>>(use);
        services.AddIdentityCore<IdentityUser>().AddEntityFrameworkStores<IdentityDbContext<IdentityUser>>();
        services.AddSingleton<IPasswordHasher<IdentityUser>, NoHasher>();
        ServiceProvider provider = services.BuildServiceProvider();
        using IServiceScope scope = provider.CreateScope();
        var context = scope.ServiceProvider.GetRequiredService<IdentityDbContext<IdentityUser>>();
        await context.Database.EnsureCreatedAsync();
        context.AddRange(Enumerable.Range(0, Accounts).Select(User));
        await context.SaveChangesAsync();
        return provider;
    }

    private bool Login(ServiceProvider identity)
    {
        using IServiceScope scope = identity.CreateScope();
        return Login(scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser>>());
    }

    private bool Login(MailAuthenticator engine) => Right(Completed.Of(engine.AuthenticateAsync(attempts[next++ % Accounts])).IsAccepted);

    private bool Login(UserManager<IdentityUser> users)
    {
        IdentityUser? user = users.FindByNameAsync(Name((int)((uint)next++ * 7919 % Accounts))).GetAwaiter().GetResult();
        return Right(user is not null && users.CheckPasswordAsync(user, "secret").GetAwaiter().GetResult());
    }

    private static bool Right(bool accepted) => accepted ? true : throw new InvalidOperationException("The login was refused.");
}
