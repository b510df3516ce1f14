using MailAuth;
using MailAuth.SmtpServer;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using global::SmtpServer;
using global::SmtpServer.Authentication;
using global::SmtpServer.Net;
using global::SmtpServer.Protocol;
using global::SmtpServer.Storage;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>MailAuth for the library SmtpServer.</summary>
public static class MailAuthSmtpServerBuilderExtensions
{
    private const string Category = "MailAuth.SmtpServer";

    /// <summary>
    /// Registers what SmtpServer asks its service provider for: <see cref="IUserAuthenticatorFactory"/> and <see cref="IMailboxFilterFactory"/>, which replace those named before,
    /// and <see cref="IEndpointListenerFactory"/> and <see cref="ISmtpCommandFactory"/>, unless others are registered. Every <see cref="IMailboxFilter"/> of the host's own is asked after
    /// the engine. Make the server with <see cref="CreateSmtpServer"/>. May be repeated: that adds to the options.
    /// </summary>
    /// <param name="builder">The builder of <c>AddMailAuth</c>.</param>
    /// <param name="configure">Sets options; <see langword="null"/> for the defaults.</param>
    /// <returns>The builder.</returns>
    public static MailAuthBuilder AddSmtpServer(this MailAuthBuilder builder, Action<MailAuthSmtpServerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        services.AddOptions<MailAuthSmtpServerOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MailAuthSmtpServerOptions>, OptionsValidation>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton(static services => AdapterRules.Compile(services.GetRequiredService<IOptions<MailAuthSmtpServerOptions>>().Value, []));
        services.TryAddSingleton(static services => new MailAuthUserAuthenticator(
            services.GetRequiredService<MailAuthenticator>(),
            services.GetRequiredService<AdapterRules>(),
            services.GetService<TimeProvider>() ?? TimeProvider.System,
            Logger(services)));
        services.TryAddSingleton(static services => new MailAuthMailboxFilter(
            services.GetRequiredService<MailAuthenticator>(),
            services.GetRequiredService<AdapterRules>(),
            [.. services.GetServices<IMailboxFilter>()]));
        services.Replace(ServiceDescriptor.Singleton<IUserAuthenticatorFactory>(
            static services => new MailAuthUserAuthenticatorFactory(services.GetRequiredService<MailAuthUserAuthenticator>())));
        services.Replace(ServiceDescriptor.Singleton<IMailboxFilterFactory>(
            static services => new MailAuthMailboxFilterFactory(services.GetRequiredService<MailAuthMailboxFilter>())));
        services.TryAddSingleton<ISmtpCommandFactory>(static services => new MailAuthSmtpCommandFactory(services.GetRequiredService<AdapterRules>()));

        // The one service that the constructor of a server asks for: what is registered is checked there, too.
        services.TryAddSingleton<IEndpointListenerFactory>(static services =>
        {
            StartCheck.Services(services);
            return new MailAuthEndpointListenerFactory(services.GetRequiredService<AdapterRules>(), Logger(services));
        });
        return builder;
    }

    /// <summary>
    /// Makes a server, unless it would fail open: without an account store, a message store or MailAuth's own authenticator and filter, with an endpoint that offers AUTH without TLS
    /// while no network may use it, or with one that is to begin with TLS and has no certificate.
    /// </summary>
    /// <param name="services">The service provider that the server asks.</param>
    /// <param name="options">The server's options.</param>
    /// <returns>A server that has not started.</returns>
    /// <exception cref="InvalidOperationException">The server would fail open, or turn clients away before their third failure; the message says which setting it is.</exception>
    /// <exception cref="MailAuth.Configuration.MailAuthConfigurationException">The engine's options are wrong; the exception names all that is.</exception>
    /// <exception cref="OptionsValidationException">The adapter's options are wrong.</exception>
    public static global::SmtpServer.SmtpServer CreateSmtpServer(this IServiceProvider services, ISmtpServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        StartCheck.Services(services);
        StartCheck.Server(options, services.GetRequiredService<AdapterRules>());
        return new global::SmtpServer.SmtpServer(options, services);
    }

    private static ILogger Logger(IServiceProvider services) =>
        services.GetService<ILoggerFactory>()?.CreateLogger(Category) ?? Logging.Abstractions.NullLogger.Instance;
}
