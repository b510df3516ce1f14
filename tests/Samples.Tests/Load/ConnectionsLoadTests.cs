using Samples.Tests.Connections;

namespace Samples.Tests.Load;

/// <summary>The load of many connections in its short form: it checks itself, so all that is left to check is that it says so. The long one: benchmarks/README.md.</summary>
public sealed class ConnectionsLoadTests
{
    [Fact]
    public async Task No_good_login_fails_beside_slow_guessing_and_half_open_clients()
    {
        (int exitCode, string output, string error) = await ExternalProgram.RunAsync(
            AppContext.BaseDirectory, "dotnet", Path.Combine(AppContext.BaseDirectory, "MailAuth.Load.dll"), "connections", "--connections", "150", "--seconds", "8", "--seed", "5");
        Assert.True(exitCode == 0 && error == "", output + error);
        Assert.Contains("0 failed good logins and other faults", output, StringComparison.Ordinal);
        Assert.Contains("150 clients, seed 5", output, StringComparison.Ordinal);
    }
}
