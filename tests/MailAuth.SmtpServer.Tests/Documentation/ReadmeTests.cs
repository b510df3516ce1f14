using System.Text.RegularExpressions;

namespace MailAuth.SmtpServer.Tests.Documentation;

/// <summary>What the package's README shows is what there is.</summary>
public sealed class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "src", "MailAuth.SmtpServer", "README.md"));

    [Fact]
    public void The_lines_that_are_shown_are_the_ones_that_are_compiled()
    {
        string[] source = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "MailAuth.SmtpServer.Tests", "RealLibrary", "Quickstart.cs"));
        int begin = Array.FindIndex(source, static line => line.Trim() == "// example");
        int end = Array.FindIndex(source, static line => line.Trim() == "// end of the example");
        IEnumerable<string> usings = source.Where(static line => line.StartsWith("using ", StringComparison.Ordinal)).Select(static line => line.Replace("global::", "", StringComparison.Ordinal));
        string[] compiled = [.. usings, "", .. source[(begin + 1)..end].Where(static line => line.Length > 0).Select(static line => line[8..])];
        string shown = Regex.Match(Readme, "```csharp\n(.*?)\n```", RegexOptions.Singleline).Groups[1].Value;
        Assert.Equal(compiled, shown.Split('\n'));
    }

    [Fact]
    public void Every_folder_that_is_named_exists()
    {
        string[] named = [.. Regex.Matches(Readme, "`((?:nuget|tests|src)/[\\w./]+)`").Select(static match => match.Groups[1].Value)];
        Assert.NotEmpty(named);
        Assert.All(named, static place => Assert.True(Path.Exists(Path.Combine(Repository.Root, place)), place));
    }

    [Fact]
    public void Every_option_and_property_that_is_named_exists()
    {
        Assert.All(typeof(MailAuthSmtpServerOptions).GetProperties(), static option => Assert.Contains($"| `{option.Name}` |", Readme, StringComparison.Ordinal));
        Assert.Contains($"`{SessionContextExtensions.AddressKey}`", Readme, StringComparison.Ordinal);
        Assert.Contains($"`{SessionContextExtensions.LoginResultKey}`", Readme, StringComparison.Ordinal);
    }
}
