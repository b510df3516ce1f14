using MailHost.Hosting;

namespace Samples.Tests.Hosting;

/// <summary>What one host program adds to the command line that all of them have.</summary>
public sealed class OwnOptionTests
{
    private readonly List<string> taken = [];

    [Fact]
    public void An_option_of_a_program_takes_its_values_among_the_common_ones()
    {
        Assert.True(CommandLine.TryParse(Program(), ["--folder", "/var/mail", "--port", "2525", "--folder", "/srv"], out CommandLine commandLine, out _));

        Assert.Equal(["/var/mail", "/srv"], taken);
        Assert.Equal((2525, 1465), (commandLine.StartTlsPort, commandLine.TlsPort));
    }

    [Theory]
    [InlineData("--folder needs a value", "--folder")]
    [InlineData("--folder relative: not an absolute path", "--folder", "relative")]
    [InlineData("unknown option --folders", "--folders", "/var/mail")]
    public void What_is_wrong_with_it_is_told_like_the_rest(string expected, params string[] arguments)
    {
        Assert.False(CommandLine.TryParse(Program(), arguments, out _, out string? problem));

        Assert.Equal(expected, problem);
    }

    [Fact]
    public void The_usage_text_lists_it_with_the_programs_own_words()
    {
        string[] usage = CommandLine.Usage(Program()).ReplaceLineEndings("\n").Split('\n');

        Assert.Equal("TestHost: a server of this test.", usage[0]);
        Assert.Contains("  --port PORT              the port with STLS (default 1587; 0 for any free one)", usage);
        Assert.Equal(["  --folder DIR             where it goes", "", "  --help                   this text"], usage[^3..]);
    }

    private HostProgram Program() => new()
    {
        Name = "TestHost",
        Purpose = "a server of this test",
        StartTlsPort = 1587,
        TlsPort = 1465,
        StartTlsCommand = "STLS",
        Options = [new HostOption("--folder", "DIR", "where it goes", Take)],
        StartAsync = (_, _) => throw new NotSupportedException(),
    };

    private string? Take(string value)
    {
        taken.Add(value);
        return Path.IsPathRooted(value) ? null : "not an absolute path";
    }
}
