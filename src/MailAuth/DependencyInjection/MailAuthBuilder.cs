using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using MailAuth.Accounts;
using MailAuth.DependencyInjection;
using MailAuth.Passwords;
using MailAuth.Usage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Adds to the engine that <see cref="MailAuthServiceCollectionExtensions.AddMailAuth(IServiceCollection, Action{MailAuth.MailAuthOptions}?)"/> registered.
/// Packages extend it: <c>UseSqlite</c>, <c>UseSodiumArgon2</c> and so on. Every call may be repeated.
/// </summary>
public sealed class MailAuthBuilder
{
    internal MailAuthBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services, for packages that extend the builder.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public IServiceCollection Services { get; }

    /// <summary>Keeps accounts in a store that the container makes and disposes, once. It replaces the store named before.</summary>
    /// <typeparam name="TStore">The store.</typeparam>
    /// <returns>The builder.</returns>
    public MailAuthBuilder UseStore<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TStore>()
        where TStore : class, IAccountStore
    {
        Services.Replace(ServiceDescriptor.Singleton<IAccountStore, TStore>());
        return this;
    }

    /// <summary>Keeps accounts in this store, which the container does not dispose. It replaces the store named before.</summary>
    /// <param name="store">The store.</param>
    /// <returns>The builder.</returns>
    public MailAuthBuilder UseStore(IAccountStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        Services.Replace(ServiceDescriptor.Singleton(store));
        return this;
    }

    /// <summary>Keeps accounts in a store that is made when it is first needed, once, and that the container disposes. It replaces the store named before.</summary>
    /// <param name="create">Makes the store.</param>
    /// <returns>The builder.</returns>
    public MailAuthBuilder UseStore(Func<IServiceProvider, IAccountStore> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        Services.Replace(ServiceDescriptor.Singleton(create));
        return this;
    }

    /// <summary>Keeps accounts in memory: for tests, samples, and hosts that fill the store themselves. It replaces the store named before.</summary>
    /// <param name="fill">Adds the accounts, when the store is first needed; <see langword="null"/> for none.</param>
    /// <returns>The builder.</returns>
    public MailAuthBuilder UseInMemoryStore(Action<InMemoryAccountStore>? fill = null) => UseStore(_ =>
    {
        var store = new InMemoryAccountStore();
        fill?.Invoke(store);
        return store;
    });

    /// <summary>
    /// Reads accounts from a Dovecot passwd-file, again whenever it is replaced: see <see cref="PasswdFileAccountStore"/>. Its usernames are normalized with the host's options, as they are when the store
    /// is first needed. It replaces the store named before.
    /// </summary>
    /// <param name="path">The file's path.</param>
    /// <param name="options">How the file is read, checked when the store is first needed; <see langword="null"/> for the defaults.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public MailAuthBuilder UsePasswdFile(string path, PasswdFileOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return UseStore(services => StoreRegistration.OpenPasswdFile(services, path, options));
    }

    /// <summary>Adds a password scheme, after those that were added before: the last one that claims a stored value wins.</summary>
    /// <param name="scheme">The scheme. Adding the same object again changes nothing.</param>
    /// <returns>The builder.</returns>
    public MailAuthBuilder AddScheme(IPasswordScheme scheme)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        if (!Services.Any(service => ReferenceEquals(service.ImplementationInstance, scheme)))
        {
            Services.AddSingleton(scheme);
        }

        return this;
    }

    /// <summary>Hands the records of successful logins, and of mail without a login, to a sink that the container makes and disposes, once. It replaces the sink named before.</summary>
    /// <typeparam name="TSink">The sink.</typeparam>
    /// <returns>The builder.</returns>
    public MailAuthBuilder UseUsageSink<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSink>()
        where TSink : class, IUsageSink
    {
        Services.Replace(ServiceDescriptor.Singleton<IUsageSink, TSink>());
        return this;
    }

    /// <summary>
    /// Hands the records of successful logins, and of mail without a login, to a sink that is made when it is first needed, once, and that the container disposes. It replaces the sink named before.
    /// </summary>
    /// <param name="create">Makes the sink.</param>
    /// <returns>The builder.</returns>
    public MailAuthBuilder UseUsageSink(Func<IServiceProvider, IUsageSink> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        Services.Replace(ServiceDescriptor.Singleton(create));
        return this;
    }
}
