using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MailAuth.DependencyInjection;

/// <summary>Makes the engine when a host starts: without an account store, or with one that can't be opened, it does not start.</summary>
internal sealed class EngineStartValidation(IServiceProvider services) : IValidateOptions<EngineStart>
{
    public ValidateOptionsResult Validate(string? name, EngineStart options)
    {
        services.GetRequiredService<MailAuthenticator>();
        return ValidateOptionsResult.Success;
    }
}
