using System.Text;

namespace MailAuth.CheckPassword.Tests.Processes;

/// <summary>The published program, whole: descriptors, exit codes, the program that it becomes.</summary>
public sealed class ProcessTests : IDisposable
{
    private const string DovecotsOwn = "/usr/lib/dovecot/checkpassword-reply";

    /// <summary>Dovecot's own program wants to hear of it that its user is still the server's.</summary>
    private static readonly string UserId = File.ReadLines("/proc/self/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1];

    private readonly Host host = new();

    private Dictionary<string, string> Tls => new() { ["MAILAUTH_CONFIG"] = host.ConfigurationFile, ["AUTH_SERVICE"] = "imap", ["AUTH_SECURED"] = "TLS", ["ORIG_UID"] = UserId };

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task Dovecot_is_answered_on_descriptor_4()
    {
        ProgramRun run = await AskAsync("anna@domain.se", Host.Password, Tls, DovecotsOwn);
        Assert.Equal((0, "user=anna@domain.se\tuserdb_user=anna@domain.se", "", ""), (run.ExitCode, run.Reply, run.Output, run.Error));
    }

    [Fact]
    public async Task The_same_reply_comes_by_way_of_Dovecots_own_program()
    {
        ProgramRun direct = await AskAsync("kalle@domain.se", Host.Password, Tls, DovecotsOwn);

        // With an argument more it is not Dovecot's way of calling, and the program is run.
        ProgramRun run = await AskAsync("kalle@domain.se", Host.Password, Tls, DovecotsOwn, "again");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            direct.Reply.Split('\t').Where(field => field != "LD_PRELOAD=evil").Order(StringComparer.Ordinal),
            run.Reply.TrimEnd('\t').Split('\t').Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_look_up_by_way_of_Dovecots_own_program_ends_with_2()
    {
        ProgramRun run = await AskAsync("kalle@domain.se", "", new Dictionary<string, string>(Tls) { ["AUTHORIZED"] = "1" }, DovecotsOwn, "again");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("userdb_user=kalle@domain.se", run.Reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_finds_the_account_in_its_environment()
    {
        var environment = new Dictionary<string, string>(Tls) { ["HOME"] = "/root", ["USER"] = "root", ["EXTRA"] = "old", ["KEPT"] = "yes" };
        ProgramRun run = await AskAsync("kalle@domain.se", Host.Password, environment, "/usr/bin/env");
        string[] lines = run.Output.Split('\n');
        Assert.Equal(0, run.ExitCode);
        foreach (string line in (string[])["USER=kalle@domain.se", "HOME=/srv/kalle", "userdb_uid=5000", "userdb_gid=5001", "userdb_quota_rule=*:bytes=1G", "KEPT=yes",
            "EXTRA=userdb_user userdb_uid userdb_gid userdb_quota_rule proxy host"])
        {
            Assert.Contains(line, lines);
        }

        Assert.DoesNotContain(lines, line => line.StartsWith("LD_", StringComparison.Ordinal) || line.Contains("somebody-else", StringComparison.Ordinal) || line.Contains("stolen", StringComparison.Ordinal));
        run = await AskAsync("anna@domain.se", Host.Password, environment, "/usr/bin/env");
        Assert.DoesNotContain("HOME=", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_reach_the_program_and_its_exit_code_is_ours()
    {
        ProgramRun run = await AskAsync("anna@domain.se", Host.Password, Tls, "--", "/bin/sh", "-c", "echo \"$1 for $USER\"; exit 7", "sh", "mail");
        Assert.Equal((7, "mail for anna@domain.se\n"), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task Nothing_that_is_refused_runs_a_program()
    {
        ProgramRun run = await AskAsync("anna@domain.se", "wrong", Tls, "/bin/echo", "run");
        Assert.Equal((1, "", "", ""), (run.ExitCode, run.Reply, run.Output, run.Error));
    }

    [Fact]
    public async Task A_guess_is_one_line_on_standard_error_whatever_the_name_is_where_that_is_asked_for()
    {
        File.WriteAllText(host.ConfigurationFile, Host.Configuration.Replace("\"stateDirectory\"", "\"throttle\": { \"events\": true }, \"stateDirectory\"", StringComparison.Ordinal));
        var from = new Dictionary<string, string>(Tls) { ["AUTH_RIP"] = "2001:db8::1" };
        ProgramRun run = await AskAsync("\nMailAuth guess: from=203.0.113.1\" ", "wrong", from, "/bin/echo", "run");
        Assert.Equal((1, "", ""), (run.ExitCode, run.Reply, run.Output));
        Assert.Equal(
            "mailauth-checkpassword: MailAuth guess: from=2001:db8::1 network=2001:db8::/64 protocol=imap reason=InvalidUsername name=\"\\x0AMailAuth guess: from=203.0.113.1\\x22 \"\n", run.Error);
    }

    [Theory]
    [InlineData("/nowhere/program")]
    [InlineData("")]
    public async Task A_program_that_cannot_be_run_is_a_temporary_failure(string program)
    {
        ProgramRun run = await AskAsync("anna@domain.se", Host.Password, Tls, program.Length == 0 ? [] : [program]);
        Assert.Equal(111, run.ExitCode);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    /// <summary>Other children of the server hold the other end open, as seen with a real Dovecot 2.3. A pipe that is opened for both ways never ends.</summary>
    [Fact(Timeout = 120_000)]
    public async Task The_message_is_read_to_its_third_NUL_and_the_end_is_not_waited_for()
    {
        string pipe = Path.Combine(host.Folder, "pipe");
        const string Line = "mkfifo \"$LOGIN\"; exec 3<>\"$LOGIN\"; printf 'anna@domain.se\\000sommar2009\\000\\000' >&3; exec \"$0\" \"$@\"";
        var environment = new Dictionary<string, string>(Tls) { ["PATH"] = "/usr/bin:/bin" };
        ProgramRun run = await PublishedProgram.RunAsync(Line, pipe, environment, DovecotsOwn).WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, "user=anna@domain.se\tuserdb_user=anna@domain.se"), (run.ExitCode, run.Reply));
    }

    [Fact]
    public async Task Without_a_descriptor_3_it_says_who_runs_it()
    {
        ProgramRun run = await PublishedProgram.RunAsync("exec \"$0\" \"$@\" 3<&-", "/dev/null", Tls, DovecotsOwn);
        Assert.Equal(111, run.ExitCode);
        Assert.Contains("run by a mail server", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_reaches_neither_the_log_nor_the_state_directory()
    {
        string output = "";
        foreach (string username in (string[])["anna@domain.se", "trasig@domain.se", "kalle", "a/b@domain.se", "nils", "stangd@domain.se"])
        {
            ProgramRun run = await AskAsync(username, Host.Password, Tls, DovecotsOwn);
            output += run.Reply + run.Output + run.Error;
        }

        output += string.Concat(Directory.GetFiles(host.StateDirectory).Select(File.ReadAllText));
        Assert.DoesNotContain(Host.Password, output, StringComparison.Ordinal);
        Assert.Contains("kalle", output, StringComparison.Ordinal);
    }

    private static Task<ProgramRun> AskAsync(string username, string password, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        PublishedProgram.RunAsync(Host.Message(username, password), environment, arguments);
}
