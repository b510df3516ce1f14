namespace MailAuth.Configuration;

/// <summary>The options or the configuration file are wrong. The message names each setting, its value and, for a file, the line.</summary>
public sealed class MailAuthConfigurationException : Exception
{
    /// <summary>Makes the exception from problems.</summary>
    /// <param name="problems">All that is wrong: at least one.</param>
    public MailAuthConfigurationException(IReadOnlyList<ConfigurationProblem> problems)
        : base(string.Join(Environment.NewLine, problems ?? throw new ArgumentNullException(nameof(problems)))) => Problems = problems;

    /// <summary>All that is wrong: at least one. The message has a line for each.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems { get; }
}
