namespace MailAuth.Tool.Tests;

/// <summary><c>mailauth username NAME</c>, for a person.</summary>
public sealed class UsernameTests
{
    [Fact]
    public void A_person_sees_each_part_and_the_domain_as_people_write_it()
    {
        ToolRun run = ToolRun.With("", "username", "Åsa@xn--rksmrgs-5wao1o.SE");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            ["form        full", "local-part  åsa", "domain      xn--rksmrgs-5wao1o.se", "canonical   åsa@xn--rksmrgs-5wao1o.se", "shown as    åsa@räksmörgås.se"],
            run.Lines);
    }

    [Fact]
    public void The_options_qualify_a_bare_one()
    {
        Assert.Contains("kalle@domain.se", ToolRun.With("", "username", "kalle", "--server-name", "mail.domain.se").Output, StringComparison.Ordinal);
        Assert.Contains("kalle@domain.se", ToolRun.With("", "username", "kalle", "--default-domain", "domain.se").Output, StringComparison.Ordinal);
        Assert.Contains("kalle@domain.se", ToolRun.With("", "username", "kalle%domain.se", "--separators", "%").Output, StringComparison.Ordinal);
        Assert.Contains("(nothing says it)", ToolRun.With("", "username", "kalle").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_none_is_named_with_the_error()
    {
        ToolRun run = ToolRun.With("", "username", "kal\u001b[31mle");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal("mailauth username: \"kal\\u{1B}[31mle\": control_character", run.Error.TrimEnd());
    }

    [Fact]
    public void A_name_or_lines_must_be_given_and_not_both()
    {
        Assert.Equal(2, ToolRun.With("", "username").ExitCode);
        Assert.Equal(2, ToolRun.With("", "username", "kalle", "--json-lines").ExitCode);
        Assert.Equal(2, ToolRun.With("", "username", "--json-line").ExitCode);
    }

    [Theory]
    [InlineData("mailauth username: --default-domain \"dom ain\" is not a domain", "--default-domain", "dom ain")]
    [InlineData("mailauth username: --separators \"kk\": ", "--separators", "kk")]
    public void An_option_that_is_wrong_is_named_and_is_not_the_answer_no(string message, string option, string value)
    {
        ToolRun run = ToolRun.With("", "username", "kalle", option, value);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(message, run.Error, StringComparison.Ordinal);
    }
}
