using System.Globalization;

namespace MailAuth.Configuration;

/// <summary>Collects all that is wrong with the options, so that an operator hears it all at once.</summary>
internal sealed class ConfigurationProblems
{
    private readonly List<ConfigurationProblem> problems = [];

    public IReadOnlyList<ConfigurationProblem> All => problems;

    public bool Any => problems.Count > 0;

    public void Add(ConfigurationProblem problem) => problems.Add(problem);

    public void AddAll(IEnumerable<ConfigurationProblem> found) => problems.AddRange(found);

    public void Add(string setting, object? value, string message) => Add(new ConfigurationProblem(setting, SettingText.Write(value), message));

    /// <summary>Reports a setting as it was given.</summary>
    public void Add(SettingNode node, string message) => Add(new ConfigurationProblem(node.Path, node.Shown, message) { Line = node.Line });

    /// <summary>Reports a number outside its range.</summary>
    public void Range(string setting, double value, double minimum, double maximum)
    {
        if (!(value >= minimum && value <= maximum))
        {
            Add(setting, value, string.Create(CultureInfo.InvariantCulture, $"must be from {minimum} to {maximum}"));
        }
    }
}
