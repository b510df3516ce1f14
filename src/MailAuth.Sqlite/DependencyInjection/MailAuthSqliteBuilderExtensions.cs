using MailAuth;
using MailAuth.Configuration;
using MailAuth.Sqlite;
using MailAuth.Usernames;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the SQLite store, and the usage sink beside it.</summary>
public static class MailAuthSqliteBuilderExtensions
{
    /// <summary>
    /// Keeps accounts and usage in one SQLite file, which is made on first use. It replaces the store and the usage sink named before. The container makes and disposes the
    /// <see cref="SqliteMailAuthDatabase"/>, and has the <see cref="SqliteAccountStore"/> for whoever manages accounts, which normalizes names with the host's options, as they are when it is first needed. Where no path is given and the configuration file names none, asking for the engine
    /// is an <see cref="InvalidOperationException"/>.
    /// </summary>
    /// <param name="builder">The builder of <c>AddMailAuth</c>.</param>
    /// <param name="path">The file, in a folder that exists; <see langword="null"/> for the one that <c>store.sqlite</c> in <c>mailauth.json</c> names.</param>
    /// <param name="options">How the file is opened; <see langword="null"/> for the defaults.</param>
    /// <returns>The builder.</returns>
    public static MailAuthBuilder UseSqlite(this MailAuthBuilder builder, string? path = null, SqliteMailAuthOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Replace(ServiceDescriptor.Singleton(services => new SqliteMailAuthDatabase(path ?? Configured(services), options, services.GetService<TimeProvider>())));
        builder.Services.TryAddSingleton(static services => new SqliteAccountStore(
            services.GetRequiredService<SqliteMailAuthDatabase>(),
            new UsernameNormalizer(services.GetRequiredService<IOptions<MailAuthOptions>>().Value.Usernames)));
        return builder
            .UseStore(static services => services.GetRequiredService<SqliteAccountStore>())
            .UseUsageSink(static services => new SqliteUsageSink(services.GetRequiredService<SqliteMailAuthDatabase>()));
    }

    private static string Configured(IServiceProvider services) =>
        services.GetService<MailAuthConfigurationFile>()?.Settings.Store?.Sqlite
        ?? throw new InvalidOperationException("UseSqlite() needs a path: give it one, or name it as store.sqlite in the file of AddMailAuth(path).");
}
