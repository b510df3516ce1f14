using System.Globalization;

namespace MailAuth.Load.CheckPassword;

/// <summary>driver.c, which runs checkpassword programs: see its head.</summary>
internal sealed class Driver(LoadPrograms programs)
{
    /// <summary>What Dovecot 2.3 sets for an IMAP login over TLS, and nothing else: no PATH, no HOME.</summary>
    private static readonly Dictionary<string, string> Environment = new()
    {
        ["AUTH_SERVICE"] = "imap",
        ["SERVICE"] = "imap",
        ["AUTH_MECH"] = "PLAIN",
        ["AUTH_SECURED"] = "TLS",
        ["AUTH_LIP"] = "192.0.2.1",
        ["AUTH_LPORT"] = "993",
        ["AUTH_RIP"] = "198.51.100.7",
        ["AUTH_RPORT"] = "50123",
        ["AUTH_LOCAL_NAME"] = "mail.domain.se",
        ["AUTH_SESSION"] = "fIv4rQAAXAB/AAAB",
        ["AUTH_PID"] = "4711",
        ["TCPLOCALIP"] = "192.0.2.1",
        ["TCPREMOTEIP"] = "198.51.100.7",
        ["PROTO"] = "TCP",
        ["ORIG_UID"] = "0",
    };

    /// <summary>One login after another, the programs in turn.</summary>
    public async Task<ILookup<int, ProgramRun>> TurnsAsync(int warmUps, int runs, string user, params string[][] commands)
    {
        IEnumerable<string> arguments = commands.SelectMany(command => command.Prepend("--").Append(LoadPrograms.ReplyProgram));
        string output = await Commands.RunAsync(programs.Driver, ["turns", Text(warmUps), Text(runs), .. arguments], Line(user), Environment);
        ILookup<int, ProgramRun> all = ProgramRun.ParseAll(output).ToLookup(run => run.Which);
        foreach (ProgramRun run in all.SelectMany(group => group).Where(run => !run.IsAccepted))
        {
            throw new InvalidOperationException($"{string.Join(' ', commands[run.Which])} did not accept the login: exit {run.Exit}, {run.ReplyBytes} bytes of reply.");
        }

        return all;
    }

    /// <summary>Logins that are all told their message at the same moment.</summary>
    public async Task<CrowdOutcome> CrowdAsync(IReadOnlyCollection<string> users, TimeSpan sampleEvery, int hashKiB, string[] command)
    {
        string[] arguments = ["crowd", Text(users.Count), Text((int)sampleEvery.TotalMilliseconds), Text(hashKiB), "--", .. command, LoadPrograms.ReplyProgram];
        string output = await Commands.RunAsync(programs.Driver, arguments, string.Concat(users.Select(Line)), Environment);
        string[] last = output.Split('\n').Single(line => line.StartsWith("crowd\t", StringComparison.Ordinal)).Split('\t');
        return new CrowdOutcome(
            ProgramRun.ParseAll(output),
            long.Parse(last[1], CultureInfo.InvariantCulture),
            int.Parse(last[2], CultureInfo.InvariantCulture),
            int.Parse(last[3], CultureInfo.InvariantCulture));
    }

    /// <summary>Logins, so many at a time, of which some are killed.</summary>
    public async Task<ProgramRun[]> KillAsync(int atOnce, int kills, IEnumerable<KillAttempt> attempts, string[] command)
    {
        string input = string.Concat(attempts.Select(attempt => $"{attempt.User}\t{attempt.Password}\t{attempt.ServerName}\t{Text(attempt.KillAfterMicroseconds ?? -1)}\n"));
        return ProgramRun.ParseAll(await Commands.RunAsync(programs.Driver, ["kill", Text(atOnce), Text(kills), "--", .. command, LoadPrograms.ReplyProgram], input, Environment));
    }

    private static string Line(string user) => $"{user}\t{LoadHashes.Password}\n";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
