using MailAuth.Accounts;
using MailAuth.Sqlite;
using MailAuth.Usage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the SQLite store.</summary>
public static class MailAuthSqliteBuilderExtensions
{
    /// <summary>Keeps accounts and usage in one SQLite file, which is made on first use. It replaces the store and the usage sink named before.</summary>
    /// <param name="builder">The builder of <c>AddMailAuth</c>.</param>
    /// <param name="path">The file, in a folder that exists.</param>
    /// <param name="options">How the file is opened; <see langword="null"/> for the defaults.</param>
    /// <returns>The builder.</returns>
    public static MailAuthBuilder UseSqlite(this MailAuthBuilder builder, string path, SqliteMailAuthOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(path);
        builder.Services.Replace(ServiceDescriptor.Singleton(services => new SqliteMailAuthDatabase(path, options, services.GetService<TimeProvider>())));
        builder.Services.TryAddSingleton(static services => new SqliteAccountStore(services.GetRequiredService<SqliteMailAuthDatabase>()));
        return builder
            .UseStore(static services => services.GetRequiredService<SqliteAccountStore>())
            .UseUsageSink(static services => new SqliteUsageSink(services.GetRequiredService<SqliteMailAuthDatabase>()));
    }
}
