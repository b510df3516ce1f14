using Samples.Tests.Connections;

namespace Samples.Tests.Quickstart;

/// <summary>The README's ten lines, run. That they are the README's is checked where the README is.</summary>
public sealed class QuickstartTests
{
    [Fact]
    public async Task It_prints_what_its_comment_says()
    {
        (int exitCode, string output, string error) = await ExternalProgram.RunAsync(AppContext.BaseDirectory, "dotnet", Repository.BuiltSample("Quickstart"));
        Assert.Equal((0, "Accepted, kalle@domain.se", ""), (exitCode, output.Trim(), error));
    }
}
