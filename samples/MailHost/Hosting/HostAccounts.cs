using MailAuth;
using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.Sqlite;
using MailAuth.Usernames;
using Microsoft.Extensions.Logging;

namespace MailHost.Hosting;

/// <summary>The engine over the accounts that the command line names.</summary>
internal sealed class HostAccounts : IAsyncDisposable
{
    /// <summary>Mail programs log in again and again, with each connection: one hash an hour of each. With --config the file says (<c>passwords.cache</c>).</summary>
    private static readonly TimeSpan CacheLifetime = TimeSpan.FromHours(1);

    /// <summary>What is closed behind the engine.</summary>
    private readonly IDisposable[] resources;

    private HostAccounts(MailAuthenticator engine, string description, params IDisposable[] resources)
    {
        Engine = engine;
        Description = description;
        this.resources = resources;
    }

    public MailAuthenticator Engine { get; }

    /// <summary>Whose accounts they are, for whoever started the program.</summary>
    public string Description { get; }

    /// <summary>Opens them.</summary>
    /// <exception cref="MailAuthConfigurationException">The configuration is wrong.</exception>
    /// <exception cref="AccountStoreException">The accounts can't be read.</exception>
    /// <exception cref="ArgumentException">What the command line says does not go together; the message says how.</exception>
    public static HostAccounts Open(CommandLine commandLine, ILoggerFactory log) =>
        commandLine.Config is { } config ? FromConfiguration(config, commandLine.PasswdFile, log)
        : commandLine.PasswdFile is { } path ? FromPasswdFile(path, commandLine.Domain, log)
        : Demonstration(log);

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync().ConfigureAwait(false);
        foreach (IDisposable resource in resources)
        {
            resource.Dispose();
        }
    }

    private static HostAccounts FromConfiguration(string config, string? passwdFile, ILoggerFactory log)
    {
        var file = new MailAuthConfigurationFile(config, loggerFactory: log);
        StoreSettings? store = file.Settings.Store;
        passwdFile ??= store?.PasswdFile;
        HostAccounts accounts;
        if (passwdFile is not null)
        {
            var options = new PasswdFileOptions
            {
                Domain = store is null ? file.Settings.Options?.Usernames.DefaultDomain : store.PasswdFileDomain, Rehash = store?.PasswdFileRehash == true,
            };
            accounts = new HostAccounts(
                new MailAuthenticator(file.Policy, OpenPasswdFile(passwdFile, options, file.Policy.Normalizer, log), loggerFactory: log),
                $"Accounts of {passwdFile}, policy of {file.Path}.",
                file);
        }
        else if (store?.Sqlite is { } path)
        {
            // One that is missing would be made, and have no accounts.
            MustBeReadable(path);
            var database = new SqliteMailAuthDatabase(path);
            accounts = new HostAccounts(
                new MailAuthenticator(file.Policy, new SqliteAccountStore(database, file.Policy.Normalizer), new SqliteUsageSink(database), loggerFactory: log),
                $"Accounts of {path}, policy of {file.Path}.",
                file,
                database);
        }
        else
        {
            throw new ArgumentException($"{file.Path} names no store with accounts: add one, or --passwd-file FILE");
        }

        file.Changed += accounts.Engine.Apply;
        file.Watch();
        return accounts;
    }

    private static HostAccounts FromPasswdFile(string path, string? domain, ILoggerFactory log)
    {
        MailAuthPolicy policy = MailAuthPolicy.Create(new MailAuthOptions { Usernames = { DefaultDomain = domain }, Passwords = { Cache = { Lifetime = CacheLifetime } } });
        PasswdFileAccountStore store = OpenPasswdFile(path, new PasswdFileOptions { Domain = domain }, policy.Normalizer, log);
        return new HostAccounts(new MailAuthenticator(policy, store, loggerFactory: log), $"Accounts of {path}.");
    }

    /// <summary>Reads the file at once, so that one that is missing or has bad lines is known at the start.</summary>
    private static PasswdFileAccountStore OpenPasswdFile(string path, PasswdFileOptions options, UsernameNormalizer normalizer, ILoggerFactory log)
    {
        MustBeReadable(path);
        PasswdFileAccountStore store = PasswdFileAccountStore.Open(path, options, normalizer, logger: log.CreateLogger("MailAuth.Accounts"));
        _ = store.Problems;
        return store;
    }

    /// <summary>A file that is missing is told as such before anything is made of it.</summary>
    /// <exception cref="IOException">It can't be read; the message names it.</exception>
    private static void MustBeReadable(string path)
    {
        using FileStream _ = File.OpenRead(path);
    }

    private static HostAccounts Demonstration(ILoggerFactory log)
    {
        // Known passwords in the clear are right for a demonstration alone. The first login of each replaces its own with an Argon2id hash.
        var store = new InMemoryAccountStore
        {
            { "kalle@domain.se", "{PLAIN}secret" },
            { "lisa@domain.se", "{PLAIN}secret" },
            { "kalle@kund.se", "{PLAIN}secret" },
            { "åsa@räksmörgås.se", "{PLAIN}secret" },
        };
        var options = new MailAuthOptions
        {
            Usernames = { HostedDomains = ["domain.se", "kund.se", "räksmörgås.se"], ServerNames = [new("mail.{domain}")], BareUsernames = BareUsernames.LocalPart },
            Transition = { TimeZone = "Europe/Stockholm", Warn = new(2009, 8, 24) },
            Passwords = { Cache = { Lifetime = CacheLifetime } },
        };
        return new HostAccounts(
            new MailAuthenticator(options, store, loggerFactory: log),
            """
            Demonstration accounts, in memory, each with the password "secret":
              kalle@domain.se   lisa@domain.se   kalle@kund.se   åsa@räksmörgås.se
            Both username forms work, and the short one gets a notice: lisa is only one account, while kalle are two,
            so it takes the server name mail.domain.se or mail.kund.se to tell which.
            """);
    }
}
