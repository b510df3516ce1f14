using System.Text.RegularExpressions;

namespace Samples.Tests.Documentation;

/// <summary>The table in samples/README.md: every program is in it, with the command that runs it. Each of them is run by the tests of its own name in this project.</summary>
public sealed partial class SamplesReadmeTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "samples");
    private static readonly string Readme = File.ReadAllText(Path.Combine(Folder, "README.md"));

    [Fact]
    public void Every_sample_is_in_the_table_once_and_every_folder_in_it_is_there()
    {
        string[] named = [.. Row().Matches(Readme).Select(row => row.Groups[1].Value)];
        string[] projects = [.. Directory.EnumerateFiles(Folder, "*.csproj", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file)!)];
        Assert.NotEmpty(projects);
        Assert.Empty(projects.Except(named));
        Assert.Equal(named.Distinct(), named);
        Assert.All(named, name => Assert.True(Directory.Exists(Path.Combine(Folder, name)), name));
    }

    [Fact]
    public void Every_program_has_its_command_and_the_command_is_a_program_with_tests()
    {
        string[] programs = [.. Directory.EnumerateFiles(Folder, "Program.cs", SearchOption.AllDirectories).Select(file => Path.GetFileName(Path.GetDirectoryName(file))!).Order(StringComparer.Ordinal)];
        (string Sample, string Program)[] commands = [.. Row().Matches(Readme).Where(row => row.Groups[2].Success).Select(row => (row.Groups[1].Value, row.Groups[2].Value))];
        Assert.Equal(programs, commands.Select(command => command.Program).Order(StringComparer.Ordinal));
        Assert.All(commands, command => Assert.Equal(command.Sample, command.Program));
        foreach (string program in programs)
        {
            Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, program + ".dll")), program);
            Assert.NotNull(typeof(SamplesReadmeTests).Assembly.GetType($"Samples.Tests.{program}.{program}Tests"));
        }

        Assert.Equal(commands.Length, Regex.Count(Readme, "dotnet run"));
    }

    [GeneratedRegex(@"^\| \[?`(\w+)`[^|]*\|[^|\n]*\| (?:`dotnet run --project samples/(\w+)`)?", RegexOptions.Multiline)]
    private static partial Regex Row();
}
