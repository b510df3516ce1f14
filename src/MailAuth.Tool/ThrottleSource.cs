using System.CommandLine;
using MailAuth.Configuration;

namespace MailAuth.Tool;

/// <summary>The options that say where guesses are counted.</summary>
internal sealed class ThrottleSource
{
    /// <summary>The configuration.</summary>
    public Option<string?> Config { get; } = new("--config")
    {
        Description = $"The configuration; else what {MailAuthSettings.PathVariable} names, else {MailAuthSettings.DefaultPath}.", HelpName = "FILE",
    };

    /// <summary>The state directory itself.</summary>
    public Option<string?> StateDirectory { get; } = new("--state-directory") { Description = "The state directory, instead of a configuration.", HelpName = "DIR" };

    /// <summary>Reads what the command line names.</summary>
    public ThrottleState Read(ParseResult parsed)
    {
        string? directory = parsed.GetValue(StateDirectory);
        if (directory is not null)
        {
            return parsed.GetValue(Config) is null ? new ThrottleState(MailAuthPolicy.Create(new MailAuthOptions()), directory)
                : new ThrottleState("--config and --state-directory are both there");
        }

        string config = parsed.GetValue(Config) ?? Environment.GetEnvironmentVariable(MailAuthSettings.PathVariable) ?? MailAuthSettings.DefaultPath;
        return MailAuthSettings.Read(config).Compile(ToolSchemes.Additional, out IReadOnlyList<ConfigurationProblem> problems) is not { } policy ? new ThrottleState(string.Join(Environment.NewLine, problems))
            : policy.StateDirectory is null ? new ThrottleState($"{config}: stateDirectory is not set, so every process counts guesses for itself")
            : new ThrottleState(policy, policy.StateDirectory);
    }
}
