using System.Text;
using System.Text.RegularExpressions;
using MailAuth.Accounts;
using MailAuth.Configuration;

namespace MailAuth.Tests.Documentation;

/// <summary>What the pages in docs show works as it is shown.</summary>
public sealed partial class DocsTests
{
    public static TheoryData<string> Pages => [.. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(path => Path.GetFileName(path)!), "../CONTRIBUTING.md", "../SECURITY.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_place_that_is_named_exists(string page)
    {
        string text = Read(page);
        foreach (string place in Link().Matches(text).Select(match => match.Groups[1].Value))
        {
            Assert.True(Path.Exists(Path.Combine(Repository.Root, "docs", Path.GetDirectoryName(page)!, place)), place);
        }

        foreach (string place in Named().Matches(text).Select(match => match.Groups[1].Value))
        {
            Assert.True(Path.Exists(Path.Combine(Repository.Root, place)), place);
        }
    }

    [Fact]
    public void The_configurations_of_the_transition_guide_are_configurations()
    {
        string[] blocks = [.. Blocks("transition-guide.md", "json")];
        Assert.Equal(2, blocks.Length);
        MailAuthSettings whole = MailAuthSettings.Parse(Encoding.UTF8.GetBytes(blocks[0]), "/etc/mailauth/mailauth.json");
        Assert.Empty(whole.Problems);
        Assert.NotNull(whole.Compile(null, out IReadOnlyList<ConfigurationProblem> problems));
        Assert.Empty(problems);

        string transition = $$"""{ "transition": { "timeZone": "Europe/Stockholm", "warn": "2026-08-24", "closed": "2026-09-07", {{blocks[1]}} } }""";
        MailAuthSettings part = MailAuthSettings.Parse(Encoding.UTF8.GetBytes(transition), "mailauth.json");
        Assert.Empty(part.Problems);
        Assert.NotNull(part.Compile(null, out problems));
        Assert.Empty(problems);
    }

    [Fact]
    public async Task The_adapter_that_is_shown_is_the_one_that_is_compiled_and_logs_in()
    {
        string[] source = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "MailAuth.Tests", "Documentation", "AdapterExample.cs"));
        int begin = Array.FindIndex(source, line => line.Trim() == "// example"), end = Array.FindIndex(source, line => line.Trim() == "// end of the example");
        Assert.Equal([.. source[(begin + 1)..end].Select(line => line.Length > 8 ? line[8..] : line)], Assert.Single(Blocks("writing-an-adapter.md", "csharp")).TrimEnd('\n').Split('\n'));

        await using var engine = new MailAuthenticator(new MailAuthOptions(), new InMemoryAccountStore { { "kalle@domain.se", "{PLAIN}secret" } });
        var connection = new LoginConnection { Protocol = MailProtocol.Submission, Tls = true };
        var client = new Client("kalle@domain.se", "secret");
        var adapter = new AdapterExample(engine, connection, client, TimeProvider.System);
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        Assert.Equal("235 2.7.0 Logged in.", await adapter.RunAsync("LOGIN"u8.ToArray(), cancellationToken));
        Assert.Equal("kalle@domain.se", adapter.Account?.Address);
        Assert.Equal(["334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6"], client.Written);

        // With an initial response nothing is asked.
        string response = Convert.ToBase64String("\0kalle@domain.se\0secret"u8);
        Assert.Equal("235 2.7.0 Logged in.", await adapter.RunAsync(Encoding.ASCII.GetBytes($"PLAIN {response}"), cancellationToken));
        Assert.Equal(2, client.Written.Count);
        Assert.StartsWith("501 5.5.2 ", await adapter.RunAsync("PLAIN "u8.ToArray(), cancellationToken), StringComparison.Ordinal);
        Assert.StartsWith("504 5.5.4 ", await adapter.RunAsync("NTLM"u8.ToArray(), cancellationToken), StringComparison.Ordinal);
        Assert.Equal(2, client.Written.Count);
    }

    private static string Read(string page) => File.ReadAllText(Path.Combine(Repository.Root, "docs", page));

    private static IEnumerable<string> Blocks(string page, string language) =>
        Regex.Matches(Read(page), $"```{language}\n(.*?)```", RegexOptions.Singleline).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"\]\(([^)#:]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`((?:src|samples|tests|benchmarks|docs|nuget)/[\w./]*)`")]
    private static partial Regex Named();

    private sealed class Client(params string[] answers) : AdapterExample.IClient
    {
        private int next;

        public List<string> Written { get; } = [];

        public Task WriteLineAsync(string line)
        {
            Written.Add(line);
            return Task.CompletedTask;
        }

        public Task<byte[]> ReadLineAsync(int limit) => Task.FromResult(Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(answers[next++]))));
    }
}
