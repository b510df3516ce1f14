using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace MailAuth.Tool.Tests;

/// <summary>What the command's README shows is what the command does.</summary>
public sealed class ReadmeTests
{
    public static TheoryData<string, string> Examples
    {
        get
        {
            var examples = new TheoryData<string, string>();
            foreach (Match block in Regex.Matches(File.ReadAllText(Readme()), "```console\n(.*?)```", RegexOptions.Singleline))
            {
                foreach (string example in block.Groups[1].Value.Split("$ ", StringSplitOptions.RemoveEmptyEntries))
                {
                    int end = example.IndexOf('\n', StringComparison.Ordinal);
                    examples.Add(example[..end], example[(end + 1)..]);
                }
            }

            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_example_prints_what_it_shows(string command, string shown)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string mailauth = $"mailauth() {{ dotnet '{typeof(MailAuthCommand).Assembly.Location}' \"$@\"; }}\n";
        using Process shell = Process.Start(new ProcessStartInfo("sh", ["-c", mailauth + command]) { RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 })!;
        string[] printed = (await shell.StandardOutput.ReadToEndAsync(cancellation)).Split('\n');
        await shell.WaitForExitAsync(cancellation);
        string[] lines = shown.Split('\n');
        Assert.Equal(lines.Length, printed.Length);
        for (int i = 0; i < lines.Length; i++)
        {
            // Dots at the end stand for what differs from run to run, or is of no interest.
            bool isCut = lines[i].EndsWith("...", StringComparison.Ordinal);
            Assert.Equal(lines[i].TrimEnd('.'), isCut ? printed[i][..Math.Min(printed[i].Length, lines[i].TrimEnd('.').Length)] : printed[i]);
        }
    }

    private static string Readme()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MailAuth.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run from inside the repository.");
        }

        return Path.Combine(folder.FullName, "src", "MailAuth.Tool", "README.md");
    }
}
