using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.LegacySchemes;
using MailAuth.Passwords;
using MailAuth.Sodium;
using MailAuth.Sqlite;
using MailAuth.Throttling;

namespace MailAuth.CheckPassword;

/// <summary>The engine over what the configuration file names, for one login.</summary>
internal sealed class EngineHost : IDisposable
{
    private readonly SqliteMailAuthDatabase? database;

    private EngineHost(MailAuthSettings settings, MailAuthPolicy policy, IAccountStore store, SqliteMailAuthDatabase? database, FaultLog faults, IThrottleStore? throttleStore)
    {
        this.database = database;
        Settings = settings;
        Store = store;
        Engine = new MailAuthenticator(policy, store, policy.StateDirectory is { } directory ? new UsageLogSink(directory) : null, loggerFactory: faults, throttleStore: throttleStore);
    }

    public MailAuthSettings Settings { get; }

    public IAccountStore Store { get; }

    public MailAuthenticator Engine { get; }

    /// <summary>The schemes of the program. The last that claims a value wins; libsodium, which new hashes need, is found first.</summary>
    public static IReadOnlyList<IPasswordScheme> Schemes => [.. LegacyPasswordSchemes.All, SodiumArgon2.DeferredScheme];

    /// <summary>Reads the configuration and makes the engine; neither store nor state directory is touched yet.</summary>
    /// <param name="config">The file.</param>
    /// <param name="faults">Where faults are told.</param>
    /// <param name="problems">All that is wrong with the configuration; empty where nothing is.</param>
    /// <param name="throttleStore">Where guesses are counted; null for the usual place.</param>
    /// <returns>The host; null where there are problems.</returns>
    public static EngineHost? Open(string config, FaultLog faults, out IReadOnlyList<ConfigurationProblem> problems, IThrottleStore? throttleStore = null)
    {
        MailAuthSettings settings = MailAuthSettings.Read(config);
        if (settings.Options is { } options)
        {
            options.Passwords.Executor.Inline = true;
            faults.Events.IsOn = options.Throttle.Events;
        }

        MailAuthPolicy? policy = settings.Compile(Schemes, out problems);
        if (policy is null)
        {
            return null;
        }

        if (settings.Store is not { } store)
        {
            problems = [new ConfigurationProblem("store", null, "is missing: name one store, as store.passwdFile or store.sqlite") { File = config }];
            return null;
        }

        if (store.PasswdFile is { } path)
        {
            var fileOptions = new PasswdFileOptions { Domain = store.PasswdFileDomain, Rehash = store.PasswdFileRehash };
            PasswdFileScanStore passwdFile = PasswdFileScanStore.Open(path, fileOptions, policy.Normalizer, faults);
            return new EngineHost(settings, policy, passwdFile, null, faults, throttleStore);
        }

        var database = new SqliteMailAuthDatabase(store.Sqlite!, new SqliteMailAuthOptions { MustExist = true });
        return new EngineHost(settings, policy, new SqliteAccountStore(database, policy.Normalizer), database, faults, throttleStore);
    }

    public void Dispose()
    {
        Engine.Dispose();
        database?.Dispose();
    }
}
