namespace MailAuth.Configuration;

/// <summary>Where settings came from: gives the problems with them their place.</summary>
/// <param name="File">The file; null for an <c>IConfiguration</c>.</param>
/// <param name="Prefix">The path of the section in an <c>IConfiguration</c>; null for a file.</param>
/// <param name="Root">The settings; null where they could not be read.</param>
internal sealed record SettingOrigin(string? File, string? Prefix, SettingNode? Root)
{
    /// <summary>Gives each problem the file, the line of its setting (or of the nearest one above it) and the value as the file has it.</summary>
    public IReadOnlyList<ConfigurationProblem> Locate(IEnumerable<ConfigurationProblem> problems) => [.. problems.Select(Locate)];

    private ConfigurationProblem Locate(ConfigurationProblem problem)
    {
        if (Prefix is not null)
        {
            string path = problem.Setting.Replace('.', ':').Replace("[", ":", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
            return problem with { Setting = Prefix.Length == 0 ? path : path.Length == 0 ? Prefix : $"{Prefix}:{path}" };
        }

        if (problem.Line is not null || Root is null)
        {
            return problem with { File = File };
        }

        SettingNode node = Root.Nearest(problem.Setting, out bool found);
        return problem with { File = File, Line = node.Line, Value = found ? node.Text ?? problem.Value : problem.Value };
    }
}
