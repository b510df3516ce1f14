using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.Passwords;
using MailAuth.Throttling;
using MailAuth.Usage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MailAuth.DependencyInjection;

/// <summary>Makes the engine, and the configuration file where a host named one, from what is registered.</summary>
internal static class EngineRegistration
{
    public static MailAuthenticator CreateEngine(IServiceProvider services)
    {
        // The options first: a wrong configuration is the first thing to hear of.
        var file = services.GetService<MailAuthConfigurationFile>();
        MailAuthPolicy policy = file?.Policy
            ?? MailAuthPolicy.Create(services.GetRequiredService<IOptions<MailAuthOptions>>().Value, services.GetServices<IPasswordScheme>());
        var engine = new MailAuthenticator(
            policy,
            services.GetRequiredService<IAccountStore>(),
            services.GetService<IUsageSink>(),
            services.GetService<TimeProvider>(),
            services.GetService<ILoggerFactory>(),
            services.GetService<IThrottleStore>());
        if (file is not null)
        {
            file.Changed += engine.Apply;
            if (!ReferenceEquals(file.Policy, policy))
            {
                engine.Apply(file.Policy);
            }

            file.Watch(services.GetRequiredService<FileRegistration>().Interval);
        }

        return engine;
    }

    public static MailAuthConfigurationFile OpenFile(IServiceProvider services)
    {
        IConfigureOptions<MailAuthOptions>[] sources = [.. services.GetServices<IConfigureOptions<MailAuthOptions>>()];
        IPostConfigureOptions<MailAuthOptions>[] changes = [.. services.GetServices<IPostConfigureOptions<MailAuthOptions>>()];
        IValidateOptions<MailAuthOptions>[] checks = [.. services.GetServices<IValidateOptions<MailAuthOptions>>().Where(static check => check is not PolicyValidation)];
        IPasswordScheme[] schemes = [.. services.GetServices<IPasswordScheme>()];
        return new MailAuthConfigurationFile(
            services.GetRequiredService<FileRegistration>().Path,
            Compile,
            services.GetService<TimeProvider>(),
            services.GetService<ILoggerFactory>());

        // A file is tried together with what code sets before and after it.
        (MailAuthPolicy?, IReadOnlyList<ConfigurationProblem>) Compile(MailAuthSettings candidate)
        {
            var factory = new OptionsFactory<MailAuthOptions>(
                sources.Select(source => source is FileOptionsSource ? new CandidateOptions(candidate) : source), changes, checks);
            MailAuthPolicy? policy = candidate.CompileWith((_, problems) => Try(factory, schemes, problems), out IReadOnlyList<ConfigurationProblem> found);
            return (policy, found);
        }
    }

    private static MailAuthPolicy? Try(OptionsFactory<MailAuthOptions> factory, IPasswordScheme[] schemes, ConfigurationProblems problems)
    {
        try
        {
            return MailAuthPolicy.Compile(factory.Create(Options.DefaultName), schemes, problems);
        }
        catch (MailAuthConfigurationException exception)
        {
            problems.AddAll(exception.Problems);
        }
        catch (OptionsValidationException exception)
        {
            problems.AddAll(exception.Failures.Select(static failure => new ConfigurationProblem("", null, failure)));
        }

        return null;
    }
}
