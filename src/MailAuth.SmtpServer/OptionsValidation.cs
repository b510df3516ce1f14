using Microsoft.Extensions.Options;

namespace MailAuth.SmtpServer;

/// <summary>Checks the options when a host starts, and when they are first asked for.</summary>
internal sealed class OptionsValidation : IValidateOptions<MailAuthSmtpServerOptions>
{
    public ValidateOptionsResult Validate(string? name, MailAuthSmtpServerOptions options)
    {
        var problems = new List<string>();
        AdapterRules.Compile(options, problems);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
