namespace MailAuth.Tool.Tests;

/// <summary><c>mailauth verify</c> of one stored value.</summary>
public sealed class VerifyTests
{
    [Theory]
    [InlineData("{PLAIN}hemligt", 0, "match PLAIN; to be replaced at the next login\n")]
    [InlineData("{PLAIN}annat", 1, "mismatch PLAIN\n")]
    [InlineData("{NOSUCH}annat", 2, "unusable: unknown scheme\n")]
    [InlineData("{SSHA}AAAA", 2, "unusable SSHA: ")]
    [InlineData("{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=", 1, "mismatch SHA\n")]
    [InlineData("{PLAIN}", 2, "unusable PLAIN: nothing follows the scheme\n")]
    public void The_exit_code_says_match_mismatch_or_unusable(string stored, int exitCode, string output)
    {
        ToolRun run = ToolRun.With("hemligt\n", "verify", stored);
        Assert.StartsWith(output, run.Output, StringComparison.Ordinal);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public void Standard_input_may_give_the_stored_value_and_then_the_password()
    {
        Assert.Equal(0, ToolRun.With("{PLAIN}hemligt\r\nhemligt\r\n", "verify").ExitCode);
        Assert.Equal(1, ToolRun.With("{PLAIN}hemligt\nhemlig", "verify").ExitCode);
    }

    [Fact]
    public void At_a_terminal_what_is_missing_is_asked_for()
    {
        Assert.Equal(0, ToolRun.AtTerminal(["verify"], "{PLAIN}hemligt", "hemligt").ExitCode);
        Assert.Equal(0, ToolRun.AtTerminal(["verify", "{PLAIN}hemligt"], "hemligt").ExitCode);
        Assert.Equal(2, ToolRun.AtTerminal(["verify", "{PLAIN}hemligt"]).ExitCode);
    }

    [Theory]
    [InlineData("", "no stored value was given")]
    [InlineData("{PLAIN}a\n", "no password was given")]
    public void What_is_missing_is_named(string input, string message)
    {
        ToolRun run = ToolRun.With(input, "verify");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_without_prefix_is_of_the_default_scheme()
    {
        Assert.Equal(2, ToolRun.With("abc", "verify", "abc").ExitCode);
        Assert.Equal(0, ToolRun.With("abc", "verify", "abc", "--default-scheme", "plain").ExitCode);
        ToolRun unknown = ToolRun.With("abc", "verify", "abc", "--default-scheme", "PLAIM");
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("\"PLAIM\"", unknown.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@/etc/hostname")]
    [InlineData("a=b:c==")]
    [InlineData("[suggest]")]
    public void A_stored_value_is_taken_as_it_is(string value) =>
        Assert.Equal(0, ToolRun.With(value, "verify", value, "--default-scheme", "PLAIN").ExitCode);

    [Theory]
    [InlineData("--jsonlines")]
    [InlineData("-j")]
    public void A_misspelled_option_is_no_stored_value(string option)
    {
        ToolRun run = ToolRun.With("a", "verify", option);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("an option that it doesn't have", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_lines_go_alone() => Assert.Equal(2, ToolRun.With("a", "verify", "--json-lines", "{PLAIN}a").ExitCode);
}
