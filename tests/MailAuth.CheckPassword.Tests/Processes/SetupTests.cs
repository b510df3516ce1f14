using System.Diagnostics;
using MailAuth.Accounts;
using MailAuth.Sqlite;
using MailAuth.Throttling;

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
        foreach (string said in (string[])[host.ConfigurationFile, $"passwd-file {host.PasswdFile}, 10 accounts, 0 lines not used", "the host: phase Warn; no date lies ahead", "kund.se: phase Closed since 2009-10-01 00:00 +02:00 Europe/Stockholm", "is refused, as it must be; phase Warn", "Logins work."])
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
            await new SqliteAccountStore(database).SaveAsync(new Account("kalle@domain.se", "{FOO}x"), TestContext.Current.CancellationToken);
        }

        ProgramRun run = await CheckAsync();
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("mailauth.db, 1 account\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 account can't log in, for the stored value can't be used: kalle@domain.se: unknown scheme\n", run.Output, StringComparison.Ordinal);
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

    [Fact]
    public async Task Accounts_that_can_not_log_in_are_counted_and_named_without_their_values()
    {
        string empty = string.Concat(Enumerable.Range(0, 10).Select(i => $"leer{i}@domain.se:\n"));
        await File.WriteAllTextAsync(host.PasswdFile, $$"""
            kalle@domain.se:secret-plain
            lisa@domain.se:{FOO}secret-foo
            nils@domain.se:{PLAIN}{{new string('s', 2000)}}
            utan@domain.se:
            KALLE@domain.se:{PLAIN}secret-second
            {{empty}}
            """, TestContext.Current.CancellationToken);
        ProgramRun run = await CheckAsync();
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("14 accounts, 1 line not used\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 line with the address of an earlier one, which counts: kalle@domain.se, line 5 (line 1 counts)\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("3 accounts can't log in, for the stored value can't be used: kalle@domain.se, line 1: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("lisa@domain.se, line 2: unknown scheme; nils@domain.se, line 3: the stored value is over", run.Output, StringComparison.Ordinal);
        Assert.Contains("11 accounts can't log in, for no password is stored: utan@domain.se, line 4; leer0@domain.se, line 6; ", run.Output, StringComparison.Ordinal);
        Assert.Contains("; and 6 more\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("sss", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "store": { "passwdFile": "nowhere" }, "stateDirectory": "state" }""", "Could not find file")]
    [InlineData("""{ "store": { "sqlite": "nowhere" }, "stateDirectory": "state" }""", "unable to open")]
    [InlineData("""{ "store": { "passwdFile": "users" }, "stateDirectory": "nowhere" }""", "No such file or directory")]
    public async Task A_fault_is_told_once(string configuration, string fault)
    {
        File.WriteAllText(host.ConfigurationFile, configuration);
        string output = (await CheckAsync()).Output;
        Assert.Equal(2, output.Split(fault).Length);
        Assert.Equal(2, output.Split("\n! ").Length);
    }

    [Fact]
    public async Task A_hash_slot_that_can_not_be_used_is_told_once_and_a_bad_line_is_no_part_of_it()
    {
        await File.AppendAllTextAsync(host.PasswdFile, "\nå å:{PLAIN}x\n", TestContext.Current.CancellationToken);
        for (int i = 0; i < Environment.ProcessorCount; i++)
        {
            Directory.CreateDirectory(Path.Combine(host.StateDirectory, $"hash-slot-{i}"));
        }

        ProgramRun run = await CheckAsync();
        Assert.Equal(111, run.ExitCode);
        string line = Assert.Single(run.Output.Split('\n'), line => line.Contains("random login", StringComparison.Ordinal));
        Assert.StartsWith("! random login   temporarily unavailable: ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("not used", line, StringComparison.Ordinal);
        Assert.Equal(2, line.Split("/hash-slot-").Length);
    }

    [Fact]
    public async Task Its_own_logins_are_no_guesses_and_yet_the_file_of_guesses_is_tried()
    {
        Assert.Equal(0, (await CheckAsync()).ExitCode);
        ThrottlePolicy policy = host.EngineHost.Engine.Policy.Throttle;
        Assert.Empty(ThrottleFile.Open(host.StateDirectory).Entries(policy.Limits, TimeProvider.System.GetUtcNow()));

        string file = Path.Combine(host.StateDirectory, FileThrottleStore.FileName);
        File.Delete(file);
        Directory.CreateDirectory(file);
        ProgramRun run = await CheckAsync();
        Assert.Equal(111, run.ExitCode);
        Assert.Contains("! state          guesses can't be counted", run.Output, StringComparison.Ordinal);
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

    [Fact]
    public async Task It_tells_its_version()
    {
        ProgramRun run = await PublishedProgram.RunAsync([], new Dictionary<string, string>(), "--version");
        Assert.Equal((0, $"mailauth-checkpassword {typeof(EngineHost).Assembly.GetName().Version!.ToString(3)}\n"), (run.ExitCode, run.Output));
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
