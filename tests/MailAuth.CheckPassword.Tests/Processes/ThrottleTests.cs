using System.Text;
using MailAuth.Throttling;

namespace MailAuth.CheckPassword.Tests.Processes;

/// <summary>The throttle over processes that each see one login: what they count in the state directory holds for all of them.</summary>
public sealed class ThrottleTests : IDisposable
{
    private readonly Host host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task However_many_processes_guess_at_once_no_more_of_them_look_at_a_password_than_the_limit_says()
    {
        // 40 at once, each with a password of its own: 1 says that it is wrong, 111 that nobody looked.
        int[] exitCodes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => LogInAsync("kalle@domain.se", $"guess {i}", "192.0.2.1"))));
        Assert.InRange(exitCodes.Count(code => code == 1), 10, 12);
        Assert.Equal(40, exitCodes.Count(code => code is 1 or 111));

        Assert.Equal(111, await LogInAsync("kalle@domain.se", Host.Password, "192.0.2.1"));
        Assert.Equal(0, await LogInAsync("kalle@domain.se", Host.Password, "192.0.2.2"));
        Assert.Equal(0, await LogInAsync("anna@domain.se", Host.Password, "192.0.2.1"));

        ThrottlePolicy policy = host.EngineHost.Engine.Policy.Throttle;
        ThrottleEntry pair = Assert.Single(
            ThrottleFile.Open(host.StateDirectory).Entries(policy.Limits, TimeProvider.System.GetUtcNow()), entry => entry.Limit == ThrottleLimit.NameAndNetwork);
        Assert.Equal(("kalle@domain.se", "192.0.2.1/32", true), (pair.Name, pair.Network.ToString(), pair.IsReached));
    }

    [Fact]
    public async Task Yesterdays_password_is_one_guess_over_processes_too()
    {
        for (int i = 0; i < 30; i++)
        {
            Assert.Equal(1, await LogInAsync("kalle@domain.se", "yesterday's", "192.0.2.1"));
        }

        Assert.Equal(0, await LogInAsync("kalle@domain.se", Host.Password, "192.0.2.1"));
    }

    [Fact]
    public async Task A_state_directory_that_can_not_be_used_locks_nobody_out_of_what_needs_no_hash_and_is_told()
    {
        File.WriteAllText(host.PasswdFile, "kalle@domain.se:{PLAIN}secret\n");
        File.WriteAllText(host.ConfigurationFile, Host.Configuration.Replace("\"state\"", "\"nowhere\"", StringComparison.Ordinal));
        ProgramRun run = await PublishedProgram.RunAsync(
            "kalle@domain.se\0secret\0\0"u8.ToArray(), new Dictionary<string, string> { ["MAILAUTH_CONFIG"] = host.ConfigurationFile, ["AUTH_SERVICE"] = "imap", ["TCPREMOTEIP"] = "192.0.2.1" }, "/bin/true");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("nowhere", run.Error, StringComparison.Ordinal);
    }

    private async Task<int> LogInAsync(string username, string password, string remote)
    {
        ProgramRun run = await PublishedProgram.RunAsync(
            Encoding.UTF8.GetBytes($"{username}\0{password}\0\0"),
            new Dictionary<string, string> { ["MAILAUTH_CONFIG"] = host.ConfigurationFile, ["AUTH_SERVICE"] = "imap", ["AUTH_SECURED"] = "TLS", ["TCPREMOTEIP"] = remote },
            "/bin/true");
        return run.ExitCode;
    }
}
