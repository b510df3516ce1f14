using System.Globalization;
using Samples.Tests.Connections;
using Samples.Tests.Hosting;

namespace Samples.Tests.SubmissionHost;

/// <summary>samples/SubmissionHost as its user meets it: a process with a command line. What it has in common with the other host programs is tested there.</summary>
public sealed class SubmissionHostTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("mailauth-submissionhost-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Theory]
    [InlineData("mail", "Took mail ")]
    [InlineData("elsewhere", "Took mail ", "--mail-directory", "elsewhere")]
    public async Task The_demonstration_takes_mail_says_so_and_stops_at_an_interrupt(string mail, string line, params string[] arguments)
    {
        Directory.CreateDirectory(Path.Combine(directory, "elsewhere"));
        await using RunningHost host = await RunningHost.StartAsync("SubmissionHost", directory, arguments);
        (int exitCode, string output, _) = await SwaksAsync(host, "kalle@domain.se");
        Assert.True(exitCode == 0, output);
        (exitCode, output, _) = await SwaksAsync(host, "lisa@domain.se");
        Assert.True(exitCode == 23, output); // MAIL refused
        Assert.Contains("550 5.7.1 The sender address is not one of your account.", output, StringComparison.Ordinal);

        Assert.Equal(0, await host.InterruptAsync());
        Assert.Single(Directory.GetFiles(Path.Combine(directory, mail), "*.eml"));
        Assert.Contains(line, host.Output, StringComparison.Ordinal);
        Assert.Contains("Refused mail from \"lisa@domain.se\"", host.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--mail-directory nowhere: not a directory", "--mail-directory", "nowhere")]
    [InlineData("--service 1: not submission or relay", "--service", "1")]
    [InlineData("--service imap: not submission or relay", "--service", "imap")]
    public async Task What_is_wrong_on_the_command_line_is_named(string expected, params string[] arguments)
    {
        (int exitCode, _, string error) = await ExternalProgram.RunAsync(directory, "dotnet", RunningHost.Arguments("SubmissionHost", arguments));
        Assert.Equal(2, exitCode);
        Assert.StartsWith("SubmissionHost: " + expected, error, StringComparison.Ordinal);
    }

    private Task<(int ExitCode, string Output, string Error)> SwaksAsync(RunningHost host, string sender) => ExternalProgram.RunAsync(
        directory, "swaks", "--server", "127.0.0.1", "--port", host.TlsPort.ToString(CultureInfo.InvariantCulture), "--tls-on-connect", "--auth", "PLAIN",
        "--auth-user", "kalle@domain.se", "--auth-password", "secret", "--from", sender, "--to", "someone@elsewhere.example");
}
