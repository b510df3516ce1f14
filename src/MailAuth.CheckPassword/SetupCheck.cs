using System.Security.Cryptography;
using System.Text;
using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.LegacySchemes;
using MailAuth.Passwords;
using MailAuth.Throttling;
using MailAuth.Transition;
using MailAuth.Usage;
using MailAuth.Usernames;

namespace MailAuth.CheckPassword;

/// <summary><c>--check</c>: tells a person whether a login would work, before one has to.</summary>
internal sealed class SetupCheck
{
    private readonly SetupReport report = new();

    /// <summary>Whether logins work, by what was looked at so far.</summary>
    internal bool IsUsable => report.IsUsable;

    /// <summary>What was found so far, a line each.</summary>
    internal string Report => report.Text;

    /// <summary>Checks, and prints what was found.</summary>
    /// <returns>0 where logins work, 111 where they don't or where everybody would be let in.</returns>
    public static int Run(string config)
    {
        var check = new SetupCheck();
        check.Check(config);
        string result = check.IsUsable ? "\nLogins work.\n" : "\nLogins do not work as they should: see the lines with !\n";
        Native.Write(Native.StandardOutput, Encoding.UTF8.GetBytes(check.Report + result));
        return check.IsUsable ? ExitCode.Success : ExitCode.Fault;
    }

    private void Check(string config)
    {
        using var faults = new FaultLog();
        using EngineHost? host = EngineHost.Open(config, faults, out IReadOnlyList<ConfigurationProblem> problems, new UncountedThrottle());
        foreach (ConfigurationProblem problem in problems)
        {
            report.Fail("configuration", problem.ToString());
        }

        if (host is null)
        {
            return;
        }

        MailAuthOptions options = host.Settings.Options!;
        report.Say("configuration", config);
        new TimelineCheck(report, options, host.Engine.Policy, TimeProvider.System.GetUtcNow()).Check();
        CheckStore(host, options.Passwords);
        CheckStateDirectory(host.Engine.Policy);
        if (report.IsUsable)
        {
            // What was found to be missing would be told here once more, in other words.
            CheckRandomLogins(host.Engine, options.Usernames.HostedDomains.FirstOrDefault() ?? "example.com", faults);
        }

        CheckSchemes();
    }

    private void CheckStore(EngineHost host, PasswordOptions passwords)
    {
        try
        {
            new AccountsCheck(report, passwords).Check(host.Store, host.Settings.Store!);
        }
        catch (AccountStoreException fault)
        {
            report.Fail("store", fault.Message);
        }
    }

    /// <summary>A store that lets in whoever comes, such as a wrong join or a wildcard entry, is found by somebody who can't exist.</summary>
    internal void CheckRandomLogins(MailAuthenticator engine, string domain, FaultLog faults)
    {
        string random = RandomNumberGenerator.GetHexString(20, lowercase: true);
        byte[] password = Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(20));
        foreach (string username in (string[])[random, $"{random}@{domain}"])
        {
            faults.Clear();
            if (RandomLogin(engine, username, password, faults, out TransitionPhase phase) is { } problem)
            {
                // The other one would tell the same.
                report.Fail("random login", problem);
                return;
            }

            report.Say("random login", $"{username} is refused, as it must be; phase {phase} at this moment");
        }
    }

    /// <summary>Tries one; null where it is refused, as it must be.</summary>
    private static string? RandomLogin(MailAuthenticator engine, string username, byte[] password, FaultLog faults, out TransitionPhase phase)
    {
        var connection = new LoginConnection { Protocol = MailProtocol.Imap, Tls = true };
        LoginResult login = engine.AuthenticateAsync(new LoginAttempt(username, password, connection)).AsTask().GetAwaiter().GetResult();
        phase = login.Phase;
        if (login.IsAccepted)
        {
            return $"{username} with a random password is LET IN: the store must not be used";
        }

        // In a brownout every refused bare login gets the temporary answer, whatever the reason.
        if (login.Status == LoginStatus.TemporarilyUnavailable && login.Reason is not (LoginReason.UnknownAccount or LoginReason.Brownout))
        {
            return $"temporarily unavailable: {faults.Faults ?? login.Reason.ToString()}";
        }

        LookupResult lookup = engine.LookupAsync(Encoding.ASCII.GetBytes(username), connection).AsTask().GetAwaiter().GetResult();
        return lookup.Status == ResolutionStatus.Unknown ? null
            : lookup.Status is null ? $"the store can't answer: {faults.Faults}"
            : $"{username}, which nobody has, is found: the store must not be used";
    }

    private void CheckStateDirectory(MailAuthPolicy policy)
    {
        if (policy.StateDirectory is not { } directory)
        {
            report.Note("state", "stateDirectory is not set: nothing bounds how many hashes are computed at once, and nobody learns who still uses the bare username");
            return;
        }

        int log = Native.OpenToAppend(Path.Combine(directory, UsageLog.FileName));
        if (log < 0)
        {
            report.Fail("state", $"{Path.Combine(directory, UsageLog.FileName)} can't be opened: {Native.LastError()}");
            return;
        }

        Native.Close(log);
        try
        {
            if (policy.Throttle.IsEnabled)
            {
                // Mapped to be written, as a login does; the check's own logins count nothing in it.
                FileThrottleStore.Open(directory, policy.Throttle.Records);
            }

            report.Say("state", $"{directory}, usage log, {(policy.Throttle.IsEnabled ? "guesses " : "")}and hash slots");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            report.Fail("state", $"guesses can't be counted, so that they are not limited: {fault.Message}");
        }
    }

    private void CheckSchemes()
    {
        PasswordSchemeInfo[] missing = [.. LegacyPasswordSchemes.All.SelectMany(scheme => scheme.Schemes).Where(info => info.Problem is not null)];
        report.Say("schemes", missing.Length == 0 ? "all are verified here" : "all but these are verified here:");
        foreach (PasswordSchemeInfo info in missing)
        {
            report.Note("schemes", $"{info.Name}: {info.Problem}");
        }
    }
}
