namespace MailAuth.CheckPassword.Tests;

/// <summary>Own options first, then what the server appends.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("", RunMode.Check, null, "")]
    [InlineData("/usr/lib/dovecot/checkpassword-reply", RunMode.Check, null, "/usr/lib/dovecot/checkpassword-reply")]
    [InlineData("--config=/x.json /reply --config=y", RunMode.Check, "/x.json", "/reply --config=y")]
    [InlineData("--config=/x.json -- --odd -x", RunMode.Check, "/x.json", "--odd -x")]
    [InlineData("--check --config=/x.json", RunMode.Setup, "/x.json", "")]
    [InlineData("--help", RunMode.Help, null, "")]
    [InlineData("--version", RunMode.Version, null, "")]
    [InlineData("--config=/x.json --check", RunMode.Setup, "/x.json", "")]
    public void Options_end_where_the_program_begins(string arguments, object mode, string? config, string program)
    {
        CommandLine read = CommandLine.Parse(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Null(read.Problem);
        Assert.Equal((mode, config, program), ((object)read.Mode, read.Config, string.Join(' ', read.Program)));
    }

    [Theory]
    [InlineData("--config")]
    [InlineData("--config=")]
    [InlineData("-c")]
    [InlineData("--chek")]
    public void Any_other_option_is_named(string argument) => Assert.Contains($"\"{argument}\" is not an option", CommandLine.Parse([argument, "/reply"]).Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("extra", "--check", "extra")]
    [InlineData("extra", "--config=/x.json", "--check", "extra")]
    [InlineData("--", "--check", "--", "extra")]
    [InlineData("extra", "--version", "extra")]
    public void Where_no_program_is_run_none_is_taken(string named, params string[] arguments) =>
        Assert.Contains($"\"{named}\" is an argument too many", CommandLine.Parse(arguments).Problem, StringComparison.Ordinal);
}
