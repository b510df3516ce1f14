using Samples.Tests.Connections;

namespace Samples.Tests.Tour;

/// <summary>The README's first command: it checks itself, so all that is left to check is that it says so.</summary>
public sealed class TourTests
{
    [Fact]
    public async Task The_tour_runs_and_everything_is_as_expected()
    {
        (int exitCode, string output, string error) = await ExternalProgram.RunAsync(AppContext.BaseDirectory, "dotnet", Path.Combine(AppContext.BaseDirectory, "Tour.dll"));
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("72 logins, 39 accepted; 36 messages, 22 accepted, 22 kept; 0 not as expected.", output, StringComparison.Ordinal);
        Assert.Contains("kalle@kund.se: last logged in with its bare username on 2009-09-07, closes 2009-10-01", output, StringComparison.Ordinal);
        Assert.Contains("2009-09-07: 1 from skrivare@domain.se at 127.0.0.10/32, by submission.exceptions[0]", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[", output, StringComparison.Ordinal);
    }
}
