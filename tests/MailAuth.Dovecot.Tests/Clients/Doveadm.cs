using MailAuth.Dovecot.Tests.Servers;

namespace MailAuth.Dovecot.Tests.Clients;

/// <summary>doveadm, Dovecot's own command.</summary>
internal sealed class Doveadm(MailServers servers)
{
    /// <summary>Its exit code where there is no such user (EX_NOUSER).</summary>
    public const int NoUser = 67;

    /// <summary>Its exit code where it can't be said at the moment (EX_TEMPFAIL).</summary>
    public const int TemporaryFailure = 75;

    public Task<ProgramRun> RunAsync(params string[] arguments) => ProgramRun.OfAsync("doveadm", ["-c", servers.Dovecot.ConfigurationFile, .. arguments]);

    /// <summary>What a field of a user's look-up is; fails where the user is not found.</summary>
    public async Task<string> UserAsync(string username, string field)
    {
        ProgramRun run = await RunAsync("user", "-f", field, username);
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Output.Trim();
    }
}
