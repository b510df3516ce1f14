using MailAuth.Configuration;

namespace MailAuth.Tests.Documentation;

/// <summary>What the README shows works as it is shown.</summary>
public sealed class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    /// <summary><c>samples/Quickstart</c> is built with everything else, and run by a test of its own.</summary>
    [Theory]
    [InlineData("README.md")]
    [InlineData("src/MailAuth/README.md")]
    public void The_ten_lines_are_the_quickstart(string readme)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, readme));
        string program = File.ReadAllText(Path.Combine(Repository.Root, "samples", "Quickstart", "Program.cs"));
        Assert.Contains($"```sh\ndotnet add package MailAuth\n```\n\n```csharp\n{program}```\n", text, StringComparison.Ordinal);
        Assert.InRange(program.Split('\n').Count(static line => line.Length > 0 && !line.StartsWith("using ", StringComparison.Ordinal)), 1, 12);
    }

    [Fact]
    public void The_file_that_is_shown_is_a_configuration()
    {
        MailAuthSettings settings = MailAuthSettings.Parse(System.Text.Encoding.UTF8.GetBytes(Block("json")), "README.md");
        Assert.Empty(settings.Problems);
        Assert.NotNull(settings.Compile(null, out IReadOnlyList<ConfigurationProblem> problems));
        Assert.Empty(problems);
    }

    [Fact]
    public void Every_folder_and_file_that_is_named_exists()
    {
        foreach (string place in System.Text.RegularExpressions.Regex.Matches(Readme, @"(?:`|\]\()((?:src|samples|tests|benchmarks|nuget|docs)/[\w./-]*|[A-Z]+\.md|LICENSE)(?:`|\))").Select(match => match.Groups[1].Value))
        {
            Assert.True(Path.Exists(Path.Combine(Repository.Root, place)), place);
        }
    }

    /// <summary>The first block of a language.</summary>
    private static string Block(string language)
    {
        int begin = Readme.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return Readme[begin..Readme.IndexOf("```", begin, StringComparison.Ordinal)];
    }
}
