using System.Diagnostics;
using MailAuth.Accounts;
using MailAuth.Sqlite;

namespace MailAuth.CheckPassword.Tests.Processes;

/// <summary><c>--check</c>, for a person.</summary>
public sealed class SetupTests : IDisposable
{
    private readonly Host host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task A_host_that_works_says_so_and_what_it_found()
    {
        ProgramRun run = await CheckAsync();
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        foreach (string said in (string[])[host.ConfigurationFile, $"passwd-file {host.PasswdFile}, 10 accounts, 0 lines that are not used", "is refused, as it must be; phase Warn", "Logins work."])
        {
            Assert.Contains(said, run.Output, StringComparison.Ordinal);
        }

        // A check is no login.
        Assert.Equal(0, new FileInfo(host.UsageLog).Length);
    }

    [Fact]
    public async Task Bad_lines_of_a_passwd_file_are_named()
    {
        await File.AppendAllTextAsync(host.PasswdFile, "\nno colon\n", TestContext.Current.CancellationToken);
        ProgramRun run = await CheckAsync();
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("it has no colon", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_tells_how_many_accounts_it_has()
    {
        File.WriteAllText(host.ConfigurationFile, """{ "store": { "sqlite": "mailauth.db" }, "stateDirectory": "state" }""");
        ProgramRun missing = await CheckAsync();
        Assert.Equal(111, missing.ExitCode);
        Assert.Contains("mailauth.db can't be opened", missing.Output, StringComparison.Ordinal);
        using (var database = new SqliteMailAuthDatabase(Path.Combine(host.Folder, "mailauth.db")))
        {
            await new SqliteAccountStore(database).SaveAsync(new Account("kalle@domain.se", "{PLAIN}x"), TestContext.Current.CancellationToken);
        }

        ProgramRun run = await CheckAsync();
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("mailauth.db, 1 accounts", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "store": { "passwdFile": "nowhere" } }""", "nowhere")]
    [InlineData("""{ "store": { "passwdFile": "users" }, "stateDirectory": "nowhere" }""", "nowhere")]
    [InlineData("""{ "stor": {} }""", "did you mean store?")]
    public async Task What_does_not_work_is_named(string configuration, string named)
    {
        File.WriteAllText(host.ConfigurationFile, configuration);
        ProgramRun run = await CheckAsync();
        Assert.Equal(111, run.ExitCode);
        Assert.Contains(named, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Logins work.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_without_a_state_directory_is_told_what_it_lacks()
    {
        File.WriteAllText(host.ConfigurationFile, """{ "store": { "passwdFile": "users" } }""");
        ProgramRun run = await CheckAsync();
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("stateDirectory is not set", run.Output, StringComparison.Ordinal);
    }

    /// <summary>The first to open it may be root, and whoever appends to it later is the server's user; only root can see that here.</summary>
    [Theory]
    [InlineData(0b111_000_000, 0b110_000_000)]
    [InlineData(0b111_111_000, 0b110_110_000)]
    public async Task The_usage_log_is_for_all_who_may_write_to_the_directory(int ofDirectory, int ofLog)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(host.StateDirectory, (UnixFileMode)ofDirectory);
        if (Environment.IsPrivilegedProcess)
        {
            await CommandAsync("chown", "12345:54321", host.StateDirectory);
        }

        Assert.Equal(0, (await CheckAsync()).ExitCode);
        Assert.Equal((UnixFileMode)ofLog, File.GetUnixFileMode(host.UsageLog));
        Assert.Equal(await CommandAsync("stat", "-c", "%u:%g", host.StateDirectory), await CommandAsync("stat", "-c", "%u:%g", host.UsageLog));
    }

    private static async Task<string> CommandAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    private Task<ProgramRun> CheckAsync() => PublishedProgram.RunAsync([], new Dictionary<string, string>(), $"--config={host.ConfigurationFile}", "--check");
}
