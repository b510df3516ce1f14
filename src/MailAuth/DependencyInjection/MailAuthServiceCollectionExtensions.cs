using MailAuth;
using MailAuth.Configuration;
using MailAuth.DependencyInjection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the engine, with options from code, from a configuration section or from a file.</summary>
public static class MailAuthServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="MailAuthenticator"/> as a singleton. What else is registered is used: <c>IAccountStore</c> (needed), every <c>IPasswordScheme</c>,
    /// <c>IUsageSink</c>, <c>IThrottleStore</c>, <see cref="TimeProvider"/>, <see cref="ILoggerFactory"/>. Calling it again adds to the options and registers nothing twice.
    /// The options are checked, and the engine is made, when a host starts; without a host, when the engine is first asked for. What is wrong with them is a
    /// <see cref="MailAuthConfigurationException"/> then, and a store that is missing an <see cref="InvalidOperationException"/>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options. Code, sections and files apply in the order of the calls.</param>
    /// <returns>A builder that names the store and adds what else is wanted.</returns>
    public static MailAuthBuilder AddMailAuth(this IServiceCollection services, Action<MailAuthOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<MailAuthOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MailAuthOptions>, PolicyValidation>());
        services.AddOptions<EngineStart>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EngineStart>, EngineStartValidation>());
        services.TryAddSingleton(EngineRegistration.CreateEngine);
        services.TryAddSingleton(StoreRegistration.OpenNamedStore);
        if (configure is not null)
        {
            services.Configure(configure);
        }

        return new MailAuthBuilder(services);
    }

    /// <summary>
    /// Registers the engine with options from a section of an <see cref="IConfiguration"/>, read as strictly as a file, and once:
    /// a later change of the section changes nothing. For a configuration that is read again when it changes, name a file. A section that is missing, empty or wrong is a
    /// <see cref="MailAuthConfigurationException"/> when the options are checked. A <c>store</c> in it names none: only a file's does.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The section that has <c>transition</c> and the others right below it, such as <c>GetSection("MailAuth")</c>.</param>
    /// <returns>A builder that names the store and adds what else is wanted.</returns>
    public static MailAuthBuilder AddMailAuth(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        MailAuthBuilder builder = services.AddMailAuth();
        services.AddSingleton<IConfigureOptions<MailAuthOptions>>(new SectionOptions(section));
        return builder;
    }

    /// <summary>
    /// Registers the engine with options from a <c>mailauth.json</c> that is read again when it changes: see <see cref="MailAuthConfigurationFile"/>,
    /// which is registered too. Where the file names a passwd-file as <c>store</c>, and no other store is named in code, accounts are read from it; a later change of <c>store</c> changes nothing.
    /// A file that is missing or wrong is a <see cref="MailAuthConfigurationException"/> when a host starts; without a host, when the engine is first asked for.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="path">The file's path. A relative one is made absolute now.</param>
    /// <param name="interval">How often the file is looked at: 100 milliseconds to 1 day, checked when the engine is made. Default 5 seconds. Of several calls the first one's holds.</param>
    /// <returns>A builder that names the store and adds what else is wanted.</returns>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="InvalidOperationException">Another file was named before.</exception>
    public static MailAuthBuilder AddMailAuth(this IServiceCollection services, string path, TimeSpan? interval = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        MailAuthBuilder builder = services.AddMailAuth();
        var named = new FileRegistration(Path.GetFullPath(path), interval);
        FileRegistration? before = services.Select(static service => service.ImplementationInstance).OfType<FileRegistration>().FirstOrDefault();
        if (before is null)
        {
            services.AddSingleton(named);
            services.AddSingleton<IConfigureOptions<MailAuthOptions>, FileOptionsSource>();
            services.AddSingleton(EngineRegistration.OpenFile);
        }
        else if (before.Path != named.Path)
        {
            throw new InvalidOperationException($"The configuration file is already {before.Path}; there can be one.");
        }

        return builder;
    }
}
