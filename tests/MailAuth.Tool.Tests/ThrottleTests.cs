using System.Net;
using System.Text.Json;
using MailAuth.Configuration;
using MailAuth.Throttling;

namespace MailAuth.Tool.Tests;

/// <summary><c>mailauth throttle</c>.</summary>
public sealed class ThrottleTests : IDisposable
{
    private const string Config = """{ "stateDirectory": "state", "throttle": { "records": 1024, "nameAndNetwork": { "guesses": 5, "every": "10m" } }, "usernames": { "hostedDomains": [ "domain.se" ] } }""";

    /// <summary>Every guess is another password.</summary>
    private byte mark;

    private readonly string folder = Directory.CreateTempSubdirectory("mailauth").FullName;

    private string ConfigurationFile => Path.Combine(folder, "mailauth.json");

    private string State => Path.Combine(folder, "state");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_most_pressing_come_first_with_how_many_of_how_many_and_until_when()
    {
        GuessAsScenario();
        string[] lines = Throttle().Lines;
        Assert.Equal(["LIMIT", "NAME", "FORM", "NETWORK", "GUESSES", "HELD", "UNTIL"], Words(lines[0]));
        Assert.Equal(["nameAndNetwork", "kalle@domain.se", "bare", "192.0.2.1/32", "5", "of", "5"], Words(lines[1])[..7]);
        DateTimeOffset until = DateTimeOffset.Parse(Words(lines[1])[7], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(until - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(10));
        Assert.Equal(["nameAndNetwork", "kalle@domain.se", "full", "2001:db8::/64", "2", "of", "5", "-"], Words(lines[2]));
        Assert.Equal(1 + 8, lines.Length);
        Assert.Equal(["network", "-", "-", "192.0.2.1/32", "6", "of", "100", "-"], Words(Assert.Single(lines, line => line.StartsWith("network ", StringComparison.Ordinal) && line.Contains("192.0.2.1/32", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_program_gets_an_object_a_line()
    {
        GuessAsScenario();
        JsonElement first = JsonDocument.Parse(Throttle("--json-lines").Lines[0]).RootElement;
        Assert.Equal(["limit", "name", "form", "network", "guesses", "of", "held_until", "free_at"], first.EnumerateObject().Select(property => property.Name));
        Assert.Equal(("nameAndNetwork", "kalle@domain.se", "bare", "192.0.2.1/32", 5, 5), (
            first.GetProperty("limit").GetString(), first.GetProperty("name").GetString(), first.GetProperty("form").GetString(), first.GetProperty("network").GetString(),
            first.GetProperty("guesses").GetInt32(), first.GetProperty("of").GetInt32()));
        Assert.True(first.GetProperty("held_until").GetDateTimeOffset() < first.GetProperty("free_at").GetDateTimeOffset());
        JsonElement last = JsonDocument.Parse(Throttle("--json-lines", "--network", "2001:db8::1").Lines[^1]).RootElement;
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (last.GetProperty("name").ValueKind, last.GetProperty("held_until").ValueKind));
        Assert.Equal("", Throttle("--json-lines", "--name", "nobody@domain.se").Output);
    }

    [Theory]
    [InlineData("--name", "KALLE@Domain.SE", 4)]
    [InlineData("--name", "lisa@domain.se", 2)]
    [InlineData("--name", "kalle", 0)]
    [InlineData("--network", "192.0.2.0/24", 3)]
    [InlineData("--network", "2001:db8::77", 2)]
    [InlineData("--network", "::ffff:192.0.2.1", 3)]
    public void A_name_or_a_network_is_picked_out(string option, string value, int entries)
    {
        GuessAsScenario();
        Assert.Equal(entries, Throttle("--json-lines", option, value).Lines.Length);
    }

    [Fact]
    public void Clearing_a_name_clears_both_spellings_in_all_networks_and_nothing_of_others()
    {
        GuessAsScenario();
        ToolRun run = Clear("kalle@domain.se");
        Assert.Equal((ExitCode.Success, "", "cleared, 4 of them"), (run.ExitCode, run.Error, run.Lines[^1]));
        Assert.Contains("192.0.2.1/32", run.Lines[1], StringComparison.Ordinal);
        Assert.Empty(Throttle("--json-lines", "--name", "kalle@domain.se").Lines);
        Assert.Equal(4, Throttle("--json-lines").Lines.Length);
        Assert.True(Guess("kalle@domain.se", "192.0.2.1", isBare: true));

        run = Clear("nobody@domain.se");
        Assert.Equal((ExitCode.No, "nothing to clear for the name nobody@domain.se\n", ""), (run.ExitCode, run.Output, run.Error));
    }

    [Theory]
    [InlineData("192.0.2.300", "nothing to clear for the name 192.0.2.300\n")]
    [InlineData("198.51.100.0/24", "nothing to clear for the network 198.51.100.0/24\n")]
    public void Where_there_is_nothing_it_says_what_it_looked_for(string what, string said)
    {
        GuessAsScenario();
        ToolRun run = Clear(what);
        Assert.Equal((ExitCode.No, said), (run.ExitCode, run.Output));
    }

    [Theory]
    [InlineData("192.0.2.1", 5)]
    [InlineData("2001:db8::/32", 6)]
    [InlineData("--all", 0)]
    public void A_network_and_all_of_it_can_be_cleared(string what, int left)
    {
        GuessAsScenario();
        Assert.Equal(ExitCode.Success, Clear(what).ExitCode);
        Assert.Equal(left, Throttle("--json-lines").Lines.Length);
    }

    [Fact]
    public void What_a_name_holds_reaches_no_terminal()
    {
        File.WriteAllText(ConfigurationFile, Config);
        Directory.CreateDirectory(State);
        Guess("x\u001b[2J\u202e@domain.se", "192.0.2.1");
        string output = Throttle().Output;
        Assert.Contains("x\\u{1B}[2J\\u{202E}@domain.se", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
        Assert.DoesNotContain('\u001b', Throttle("--json-lines").Output);
    }

    [Fact]
    public void The_state_directory_alone_will_do_with_the_usual_limits_and_another_size_of_file()
    {
        GuessAsScenario();
        ToolRun run = ToolRun.With("", "throttle", "--state-directory", State, "--json-lines");
        Assert.Equal((ExitCode.Success, 8), (run.ExitCode, run.Lines.Length));
        Assert.Equal(10, JsonDocument.Parse(run.Lines[0]).RootElement.GetProperty("of").GetInt32());
    }

    [Fact]
    public void Where_nothing_counts_any_more_it_says_so()
    {
        File.WriteAllText(ConfigurationFile, Config);
        FileThrottleStore.Open(Directory.CreateDirectory(State).FullName, 1_024);
        Assert.Equal((ExitCode.Success, "no guesses count now\n"), (Throttle().ExitCode, Throttle().Output));
    }

    [Theory]
    [InlineData("""{ "stateDirectory": "state" }""", "is not there: no process has counted a guess in that directory")]
    [InlineData("""{ "stateDirectory": "nowhere" }""", "nowhere")]
    [InlineData("{ }", "stateDirectory is not set")]
    [InlineData("""{ "stateDirectori": "state" }""", "did you mean stateDirectory?")]
    public void What_is_missing_is_named_and_nothing_is_made(string config, string named)
    {
        File.WriteAllText(ConfigurationFile, config);
        Directory.CreateDirectory(State);
        foreach (ToolRun run in (ToolRun[])[Throttle(), Clear("--all")])
        {
            Assert.Equal((ExitCode.Unusable, ""), (run.ExitCode, run.Output));
            Assert.Contains(named, run.Error, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetFileSystemEntries(State));
        Assert.Equal(2, Directory.GetFileSystemEntries(folder).Length);
    }

    [Theory]
    [InlineData("say NAME, or NETWORK, or --all", "clear")]
    [InlineData("say NAME, or NETWORK, or --all", "clear", "kalle@domain.se", "--all")]
    [InlineData("\"a..b@domain.se\" is no username, address or network", "clear", "a..b@domain.se")]
    [InlineData("is no username", "--name", "a..b@domain.se")]
    [InlineData("\"192.0.2.1/24\" is an address inside a network: the network is 192.0.2.0/24, the address alone is 192.0.2.1", "--network", "192.0.2.1/24")]
    [InlineData("\"192.0.2.1/24\" is an address inside a network: the network is 192.0.2.0/24", "clear", "192.0.2.1/24")]
    [InlineData("\"10\" is not an IP address or a network", "--network", "10")]
    [InlineData("are both there", "--state-directory", "/nowhere")]
    public void What_is_wrong_with_the_arguments_is_named(string named, params string[] args)
    {
        GuessAsScenario();
        ToolRun run = ToolRun.With("", ["throttle", .. args, "--config", ConfigurationFile]);
        Assert.Equal((ExitCode.Unusable, ""), (run.ExitCode, run.Output));
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
        Assert.Equal(8, Throttle("--json-lines").Lines.Length);
    }

    [Fact]
    public void A_directory_that_is_not_there_is_told_in_words()
    {
        string error = ToolRun.With("", "throttle", "--state-directory", Path.Combine(folder, "nowhere")).Error;
        Assert.Equal($"mailauth throttle: {Path.Combine(folder, "nowhere", "throttle.map")} is not there: no process has counted a guess in that directory", error.TrimEnd());
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private ToolRun Throttle(params string[] args) => ToolRun.With("", ["throttle", "--config", ConfigurationFile, .. args]);

    private ToolRun Clear(string what) => ToolRun.With("", "throttle", "clear", what, "--config", ConfigurationFile);

    /// <summary>The bare kalle is held up in one network, the full one has two guesses in another, and lisa has one.</summary>
    private void GuessAsScenario()
    {
        File.WriteAllText(ConfigurationFile, Config);
        Directory.CreateDirectory(State);
        for (int i = 0; i < 6; i++)
        {
            Guess("kalle@domain.se", "192.0.2.1", isBare: true);
        }

        Guess("kalle@domain.se", "2001:db8::1");
        Guess("kalle@domain.se", "2001:db8::2");
        Guess("lisa@domain.se", "192.0.2.1");
    }

    /// <summary>Says whether it might be tried.</summary>
    private bool Guess(string name, string remote, bool isBare = false)
    {
        MailAuthPolicy policy = MailAuthSettings.Read(ConfigurationFile).Compile(null, out _)!;
        FileThrottleStore store = FileThrottleStore.Open(State, policy.Throttle.Records);
        var request = new ThrottleRequest { Now = TimeProvider.System.GetUtcNow(), Limits = policy.Throttle.Limits, Name = name, IsBare = isBare, RemoteAddress = IPAddress.Parse(remote), Mark = ++mark };
        return store.TakeAsync(request, TestContext.Current.CancellationToken).AsTask().Result.IsAllowed;
    }
}
