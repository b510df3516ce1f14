namespace MailAuth.Tool.Tests;

/// <summary><c>mailauth hash</c>.</summary>
public sealed class HashTests
{
    [Theory]
    [InlineData("hemligt\n")]
    [InlineData("hemligt\r\n")]
    [InlineData("hemligt")]
    [InlineData("hemligt\nanother line\n")]
    public void The_first_line_of_standard_input_is_the_password(string input)
    {
        ToolRun run = ToolRun.With(input, "hash");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("{ARGON2ID}$argon2id$v=19$m=19456,t=2,p=1$", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, ToolRun.With("hemligt", "verify", run.Output.TrimEnd()).ExitCode);
    }

    [Fact]
    public void The_bytes_are_taken_as_they_are()
    {
        string stored = ToolRun.With([0xE5, 0xFF, (byte)' ', (byte)'\n'], "hash").Output.TrimEnd();
        Assert.Equal(0, ToolRun.With([0xE5, 0xFF, (byte)' '], "verify", stored).ExitCode);
        Assert.Equal(1, ToolRun.With([0xE5, 0xFF], "verify", stored).ExitCode);
    }

    [Fact]
    public void At_a_terminal_the_password_is_asked_for_twice_and_must_agree()
    {
        ToolRun right = ToolRun.AtTerminal(["hash"], "hemlåt", "hemlåt");
        Assert.Equal(0, right.ExitCode);
        Assert.Equal(0, ToolRun.With("hemlåt", "verify", right.Output.TrimEnd()).ExitCode);

        ToolRun wrong = ToolRun.AtTerminal(["hash"], "hemlåt", "hemlat");
        Assert.Equal((2, ""), (wrong.ExitCode, wrong.Output));
        Assert.Contains("the two passwords differ", wrong.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("heml", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_gives_up_at_the_terminal_gets_no_stored_form() =>
        Assert.Equal((2, ""), ToolRun.AtTerminal(["hash"]) is var run ? (run.ExitCode, run.Output) : default);

    [Theory]
    [InlineData("", "standard input is empty")]
    [InlineData("\n", "1 to 1,024 bytes without NUL")]
    [InlineData("a\0b\n", "1 to 1,024 bytes without NUL")]
    public void What_can_be_no_password_is_refused(string input, string message)
    {
        ToolRun run = ToolRun.With(input, "hash");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_over_long_password_is_refused() => Assert.Equal(2, ToolRun.With(new string('a', 1025), "hash").ExitCode);

    [Fact]
    public void A_scheme_that_makes_no_values_is_named_with_those_that_do()
    {
        ToolRun run = ToolRun.With("hemligt\n", "hash", "--scheme", "SSHA");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--scheme \"SSHA\"", run.Error, StringComparison.Ordinal);
        Assert.Contains("ARGON2ID", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BLF-CRYPT", "{BLF-CRYPT}$2b$12$", 73, "at most 72 bytes")]
    [InlineData("yescrypt", "{YESCRYPT}$y$", 512, "at most 511 bytes")]
    public void A_crypt_scheme_is_made_for_passwords_that_fit_it_whole(string scheme, string beginning, int tooLong, string message)
    {
        ToolRun made = ToolRun.With("hemligt\n", "hash", "--scheme", scheme);
        Assert.Equal(0, made.ExitCode);
        Assert.StartsWith(beginning, made.Output, StringComparison.Ordinal);
        Assert.Equal(0, ToolRun.With("hemligt", "verify", made.Output.TrimEnd()).ExitCode);

        ToolRun refused = ToolRun.With(new string('q', tooLong) + "\n", "hash", "--scheme", scheme);
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.Contains(message, refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("qq", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scheme_is_named_in_any_case() =>
        Assert.StartsWith("{ARGON2ID}", ToolRun.With("hemligt\n", "hash", "--scheme", "argon2id").Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("hash", "hunter2")]
    [InlineData("hash", "--password", "hunter2")]
    [InlineData("hash", "--password=hunter2")]
    [InlineData("verify", "{PLAIN}x", "hunter2")]
    [InlineData("verify", "{PLAIN}x", "--password=hunter2")]
    public void A_password_as_an_argument_is_refused_and_not_repeated(params string[] args)
    {
        ToolRun run = ToolRun.With("x\n", args);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.DoesNotContain("hunter2", run.Error, StringComparison.Ordinal);
    }
}
