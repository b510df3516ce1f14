using MailAuth.Tests.Documentation;

namespace MailAuth.Sqlite.Tests.Documentation;

/// <summary>What the package's README shows works as it is shown.</summary>
[Collection(CurrentDirectoryTests.Name)]
public sealed class ReadmeTests
{
    [Fact]
    public async Task The_ten_lines_print_what_their_comment_says()
    {
        // The example's file lies in the current directory.
        string before = Environment.CurrentDirectory;
        using var folder = new TemporaryDatabase();
        Environment.CurrentDirectory = folder.Directory;
        try
        {
            var output = new StringWriter();
            await Quickstart.RunAsync(output);
            Assert.Equal("Accepted, kalle@domain.se", output.ToString().Trim());
            Assert.True(File.Exists(folder.File));
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    [Fact]
    public void The_ten_lines_are_the_ones_that_are_compiled() => ReadmeExample.IsWhatIsCompiled("MailAuth.Sqlite", "MailAuth.Sqlite.Tests");
}
