using System.Text.RegularExpressions;

namespace MailAuth.Tests.Documentation;

/// <summary>The first C# example of a README, which is a whole program, and the marked source from which it is compiled.</summary>
internal static partial class ReadmeExample
{
    /// <summary>What stands before a line of the source, in a method of a class of a file-scoped namespace.</summary>
    private const int Indentation = 8;

    /// <summary>Sees that a package's README shows what is compiled, and names the package where it says how to install it.</summary>
    /// <param name="package">The package.</param>
    /// <param name="project">The test project whose <c>Documentation/Quickstart.cs</c> has the source, between the two marks.</param>
    /// <param name="indentation">How many blanks the lines of the source are moved to the right.</param>
    public static void IsWhatIsCompiled(string package, string project, int indentation = Indentation)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "src", package, "README.md"));
        Assert.Contains($"dotnet add package {package}\n", text, StringComparison.Ordinal);
        string[] shown = FirstExample().Match(text).Groups[1].Value.Split('\n');

        string[] source = File.ReadAllLines(Path.Combine(Repository.Root, "tests", project, "Documentation", "Quickstart.cs"));
        string[] usings = [.. source.Where(static line => line.StartsWith("using ", StringComparison.Ordinal))];
        int begin = Array.FindIndex(source, static line => line.Trim() == "// example");
        int end = Array.FindIndex(source, static line => line.Trim() == "// end of the example");
        Assert.Equal([.. usings, "", .. source[(begin + 1)..end].Select(line => line.Length > indentation ? line[indentation..] : line)], shown);
        Assert.InRange(shown.Count(static line => line.Length > 0 && !line.StartsWith("using ", StringComparison.Ordinal)), 1, 16);
    }

    [GeneratedRegex("```csharp\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex FirstExample();
}
