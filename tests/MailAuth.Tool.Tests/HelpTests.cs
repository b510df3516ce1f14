namespace MailAuth.Tool.Tests;

/// <summary>Help, and what is said of arguments that are wrong.</summary>
public sealed class HelpTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("verify", "--help")]
    [InlineData("hash", "--help")]
    [InlineData("username", "--help")]
    [InlineData("usage", "fold", "--help")]
    [InlineData("import", "--help")]
    [InlineData("throttle", "--help")]
    [InlineData("throttle", "clear", "--help")]
    public void Help_has_one_example(params string[] args)
    {
        ToolRun run = ToolRun.With("", args);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(2, run.Output.Split("Example:").Length);
        Assert.Contains("  mailauth ", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mailauth: \"hesh\" is no command; see mailauth --help", "hesh")]
    [InlineData("mailauth: \"explain\" is no command; see mailauth --help", "explain", "--help")]
    [InlineData("mailauth usage: \"explain\" is no argument of it; see mailauth usage --help", "usage", "explain", "--help")]
    [InlineData("mailauth: Required command was not provided; see mailauth --help")]
    [InlineData("mailauth schemes: \"x\" is no argument of it; see mailauth schemes --help", "schemes", "x")]
    [InlineData("mailauth hash: Required argument missing for option: '--scheme'; see mailauth hash --help", "hash", "--scheme")]
    public void What_is_wrong_is_named(string message, params string[] args)
    {
        ToolRun run = ToolRun.With("", args);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Equal(message, run.Error.TrimEnd());
    }

    [Fact]
    public void A_reader_that_went_away_is_a_message_and_no_crash()
    {
        var error = new StringWriter();
        using var closed = new ClosedPipe();
        Assert.Equal(2, MailAuthCommand.Run(["schemes"], new ToolConsole(Stream.Null, closed, error)));
        Assert.Contains("Broken pipe", error.ToString(), StringComparison.Ordinal);
    }

    private sealed class ClosedPipe : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe");
    }
}
