using MailAuth.Configuration;
using MailAuth.Passwords;
using Microsoft.Extensions.Options;

namespace MailAuth.DependencyInjection;

/// <summary>Checks the options when a host starts, instead of when the engine is first asked for.</summary>
internal sealed class PolicyValidation(IEnumerable<IPasswordScheme> schemes) : IValidateOptions<MailAuthOptions>
{
    public ValidateOptionsResult Validate(string? name, MailAuthOptions options)
    {
        // Throws the exception that the constructor of the engine would: hosts pass it on as it is.
        MailAuthPolicy.Create(options, schemes);
        return ValidateOptionsResult.Success;
    }
}
