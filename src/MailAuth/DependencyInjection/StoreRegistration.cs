using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.Usernames;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MailAuth.DependencyInjection;

/// <summary>Opens the stores that the core package has.</summary>
internal static class StoreRegistration
{
    /// <summary>The store that the configuration file names: what is used where code names none.</summary>
    public static IAccountStore OpenNamedStore(IServiceProvider services) =>
        services.GetService<MailAuthConfigurationFile>()?.Settings.Store switch
        {
            { PasswdFile: { } path } store => OpenPasswdFile(services, path, new PasswdFileOptions { Domain = store.PasswdFileDomain, Rehash = store.PasswdFileRehash }),
            { Sqlite: { } path } => throw new InvalidOperationException(
                $"The configuration names {path} as the store: call UseSqlite() of the package MailAuth.Sqlite after AddMailAuth(...)."),
            _ => throw new InvalidOperationException(
                "No account store is registered: after AddMailAuth(...), call UseSqlite(...), UsePasswdFile(...), UseInMemoryStore(...) or UseStore(...)."),
        };

    public static PasswdFileAccountStore OpenPasswdFile(IServiceProvider services, string path, PasswdFileOptions? options)
    {
        UsernameOptions usernames = services.GetRequiredService<IOptions<MailAuthOptions>>().Value.Usernames;
        return PasswdFileAccountStore.Open(
            path,
            options,
            new UsernameNormalizer(usernames),
            services.GetService<TimeProvider>(),
            services.GetService<ILoggerFactory>()?.CreateLogger("MailAuth.Accounts"));
    }
}
