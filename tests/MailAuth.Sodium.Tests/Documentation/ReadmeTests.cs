using MailAuth.Tests.Documentation;

namespace MailAuth.Sodium.Tests.Documentation;

/// <summary>What the package's README shows works as it is shown.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task The_ten_lines_print_what_their_comment_says()
    {
        var output = new StringWriter();
        await Quickstart.RunAsync(output);
        Assert.Equal("Accepted, kalle@domain.se", output.ToString().Trim());
    }

    [Fact]
    public void The_ten_lines_are_the_ones_that_are_compiled() => ReadmeExample.IsWhatIsCompiled("MailAuth.Sodium", "MailAuth.Sodium.Tests");
}
