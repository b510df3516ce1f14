using MailAuth.Dovecot.Tests.Clients;
using MailAuth.Dovecot.Tests.Servers;

namespace MailAuth.Dovecot.Tests;

/// <summary>What Dovecot gives to the program, seen by a script between the two.</summary>
public sealed class EnvironmentTests
{
    /// <summary>Notes a run, with the names of the variables that it has, and becomes the program.</summary>
    private const string Recorder = """
        #!/bin/sh
        { echo "run ${AUTHORIZED:-0}"; tr '\0' '\n' </proc/$$/environ; } >>"${0%/*}/runs"
        exec "$@"

        """;

    [Theory]
    [InlineData("anna")]
    [InlineData("anna@domain.se")]
    public async Task A_login_is_one_run_in_an_environment_without_PATH_and_HOME(string username)
    {
        await using MailServers servers = await MailServers.StartAsync();
        string[] runs = await RecordAsync(servers, async () =>
            Answers.Check(Verdict.Accepted, MailService.Imaps, await new Curl(servers).LogInAsync(MailService.Imaps, username, "anna-2009")));

        Assert.Contains("AUTH_LOCAL_NAME=mail.domain.se", runs);
        Assert.Contains("AUTH_SECURED=TLS", runs);
        Assert.Contains($"AUTH_USER={username}", runs);
        Assert.DoesNotContain(runs, line => line.StartsWith("PATH=", StringComparison.Ordinal) || line.StartsWith("HOME=", StringComparison.Ordinal));
        Assert.DoesNotContain(runs, line => line.Contains("anna-2009", StringComparison.Ordinal));
        Assert.Equal(["run 0"], runs.Where(line => line.StartsWith("run ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nothing_of_it_is_needed_to_know_a_password()
    {
        await using MailServers servers = await MailServers.StartAsync();
        await ReplaceAsync(servers, "#!/bin/sh\nexec /usr/bin/env -i \"$@\"\n");
        string[] answers = await AuthSocket.LogInAsync(servers, "imap", [("anna", "anna-2009"), ("anna", "wrong-2009")]);
        Assert.Equal(["FAIL user=anna", "OK user=anna@domain.se original_user=anna"], answers.Order(StringComparer.Ordinal));
    }

    private static async Task<string[]> RecordAsync(MailServers servers, Func<Task> action)
    {
        string recorded = servers.Folder.InRoot("program/runs");
        await File.WriteAllTextAsync(recorded, "", TestContext.Current.CancellationToken);
        await ProgramRun.OfAsync("chown", "dovecot", recorded);
        await ReplaceAsync(servers, Recorder);
        await action();
        return await File.ReadAllLinesAsync(recorded, TestContext.Current.CancellationToken);
    }

    /// <summary>Puts a script in the place of the program, which it is given to run.</summary>
    private static async Task ReplaceAsync(MailServers servers, string script)
    {
        string program = servers.Folder.InRoot("program/" + CheckPasswordProgram.Name);
        File.Move(program, program + "-itself");
        await File.WriteAllTextAsync(program, script.Replace("\"$@\"", $"{program}-itself \"$@\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        File.SetUnixFileMode(program, (UnixFileMode)0b111_101_101);
    }
}
