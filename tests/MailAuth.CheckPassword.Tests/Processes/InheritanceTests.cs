namespace MailAuth.CheckPassword.Tests.Processes;

/// <summary>The program that is run after success finds what the server gave, as if this one had never been there.</summary>
public sealed class InheritanceTests : IDisposable
{
    private readonly Host host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task No_signal_is_blocked_and_none_is_ignored_but_what_the_server_ignores()
    {
        // SIGPIPE is ignored by the runtime of these tests, and of ours: what is run in its place must not inherit that. A hang-up may be ignored where the tests were started so.
        const long BrokenPipe = 0x1000;
        Assert.Equal("SigBlk:\t0000000000000000\n", await ChildAsync("grep ^SigBlk /proc/self/status"));
        Assert.Equal(Mask(await ShellAsync("grep ^SigIgn /proc/self/status")) & ~BrokenPipe, Mask(await ChildAsync("grep ^SigIgn /proc/self/status")));

        static long Mask(string line) => Convert.ToInt64(line.Trim().Split('\t')[1], 16);
    }

    [Fact]
    public async Task Limits_are_the_servers()
    {
        Assert.Equal(await ShellAsync("ulimit -S -a; ulimit -H -a"), await ChildAsync("ulimit -S -a; ulimit -H -a"));
    }

    [Fact]
    public async Task Only_the_standard_descriptors_and_the_replys_are_open()
    {
        // The shell's own opened folder is the last one.
        string open = await ChildAsync("cd /proc/self/fd && echo *", "exec 7</dev/null 9</dev/null; ");
        Assert.Equal(["0", "1", "2", "4"], open.Trim().Split(' ').Where(descriptor => int.Parse(descriptor, System.Globalization.CultureInfo.InvariantCulture) < 10).Except(["3"]));
        Assert.DoesNotContain(" 7", open, StringComparison.Ordinal);
        Assert.DoesNotContain(" 9", open, StringComparison.Ordinal);
    }

    private async Task<string> ChildAsync(string script, string before = "")
    {
        string login = Path.Combine(host.Folder, "login");
        await File.WriteAllBytesAsync(login, Host.Message("anna@domain.se", Host.Password), TestContext.Current.CancellationToken);
        var environment = new Dictionary<string, string> { ["MAILAUTH_CONFIG"] = host.ConfigurationFile };
        ProgramRun run = await PublishedProgram.RunAsync($"ulimit -S -n 123; {before}exec \"$0\" \"$@\" 3<\"$LOGIN\"", login, environment, "--", "/bin/sh", "-c", "PATH=/usr/bin:/bin; " + script);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Output;
    }

    /// <summary>The same script without us in between.</summary>
    private static async Task<string> ShellAsync(string script)
    {
        ProgramRun run = await PublishedProgram.RunAsync("ulimit -S -n 123; shift; PATH=/usr/bin:/bin exec /bin/sh -c \"$1\"", "/dev/null", new Dictionary<string, string>(), "unused", script);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Output;
    }
}
