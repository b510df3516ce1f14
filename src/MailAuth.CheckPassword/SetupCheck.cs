using System.Security.Cryptography;
using System.Text;
using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.LegacySchemes;
using MailAuth.Passwords;
using MailAuth.Sqlite;
using MailAuth.Usage;
using MailAuth.Usernames;

namespace MailAuth.CheckPassword;

/// <summary><c>--check</c>: tells a person whether a login would work, before one has to.</summary>
internal sealed class SetupCheck
{
    private readonly StringBuilder report = new();

    /// <summary>Whether logins work, by what was looked at so far.</summary>
    internal bool IsUsable { get; private set; } = true;

    /// <summary>What was found so far, a line each.</summary>
    internal string Report => report.ToString();

    /// <summary>Checks, and prints what was found.</summary>
    /// <returns>0 where logins work, 111 where they don't or where everybody would be let in.</returns>
    public static int Run(string config)
    {
        var check = new SetupCheck();
        check.Check(config);
        check.report.Append(check.IsUsable ? "\nLogins work.\n" : "\nLogins do not work as they should: see the lines with !\n");
        Native.Write(Native.StandardOutput, Encoding.UTF8.GetBytes(check.report.ToString()));
        return check.IsUsable ? ExitCode.Success : ExitCode.Fault;
    }

    private void Check(string config)
    {
        using var faults = new FaultLog();
        using EngineHost? host = EngineHost.Open(config, faults, out IReadOnlyList<ConfigurationProblem> problems);
        foreach (ConfigurationProblem problem in problems)
        {
            Fail("configuration", problem.ToString());
        }

        if (host is null)
        {
            return;
        }

        Say("configuration", config);
        CheckStore(host);
        CheckRandomLogins(host.Engine, host.Settings.Options?.Usernames.HostedDomains.FirstOrDefault() ?? "example.com", faults);
        CheckStateDirectory(host.Engine.Policy.StateDirectory);
        CheckSchemes();
    }

    private void CheckStore(EngineHost host)
    {
        StoreSettings store = host.Settings.Store!;
        string name = store.PasswdFile is { } file ? $"passwd-file {file}" : $"SQLite database {store.Sqlite}";
        try
        {
            if (host.Store is SqliteAccountStore sqlite)
            {
                Say("store", $"{name}, {sqlite.CountAsync().AsTask().GetAwaiter().GetResult()} accounts");
                return;
            }

            long accounts = ((PasswdFileScanStore)host.Store).Check(out IReadOnlyList<PasswdFileProblem> problems);
            Say("store", $"{name}, {accounts} accounts, {problems.Count} lines that are not used");
            foreach (PasswdFileProblem problem in problems.Take(10))
            {
                Warn("store", problem.ToString());
            }
        }
        catch (AccountStoreException fault)
        {
            Fail("store", fault.Message);
        }
    }

    /// <summary>A store that lets in whoever comes, such as a wrong join or a wildcard entry, is found by somebody who can't exist.</summary>
    internal void CheckRandomLogins(MailAuthenticator engine, string domain, FaultLog faults)
    {
        string random = RandomNumberGenerator.GetHexString(20, lowercase: true);
        byte[] password = Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(20));
        foreach (string username in (string[])[random, $"{random}@{domain}"])
        {
            var connection = new LoginConnection { Protocol = MailProtocol.Imap, Tls = true };
            LoginResult login = engine.AuthenticateAsync(new LoginAttempt(username, password, connection)).AsTask().GetAwaiter().GetResult();
            LookupResult lookup = engine.LookupAsync(Encoding.ASCII.GetBytes(username), connection).AsTask().GetAwaiter().GetResult();
            if (login.IsAccepted)
            {
                Fail("random login", $"{username} with a random password is LET IN: the store must not be used");
            }
            else if (lookup.Status != ResolutionStatus.Unknown)
            {
                Fail("random login", lookup.Status is null ? $"the store can't answer: {faults.Line}" : $"{username}, which nobody has, is found: the store must not be used");
            }
            else if (login.Status == LoginStatus.TemporarilyUnavailable && login.Reason != LoginReason.Brownout)
            {
                Fail("random login", $"temporarily unavailable: {faults.Line ?? login.Reason.ToString()}");
            }
            else
            {
                Say("random login", $"{username} is refused, as it must be; phase {login.Phase} at this moment");
            }
        }
    }

    private void CheckStateDirectory(string? directory)
    {
        if (directory is null)
        {
            Warn("state", "stateDirectory is not set: nothing bounds how many hashes are computed at once, and nobody learns who still uses the bare username");
            return;
        }

        int log = Native.OpenToAppend(Path.Combine(directory, UsageLog.FileName));
        if (log < 0)
        {
            Fail("state", $"{Path.Combine(directory, UsageLog.FileName)} can't be opened: {Native.LastError()}");
            return;
        }

        Native.Close(log);
        Say("state", $"{directory}, usage log and hash slots");
    }

    private void CheckSchemes()
    {
        PasswordSchemeInfo[] missing = [.. LegacyPasswordSchemes.All.SelectMany(scheme => scheme.Schemes).Where(info => info.Problem is not null)];
        Say("schemes", missing.Length == 0 ? "all are verified here" : "all but these are verified here:");
        foreach (PasswordSchemeInfo info in missing)
        {
            Warn("schemes", $"{info.Name}: {info.Problem}");
        }
    }

    private void Say(string subject, string text) => Line(' ', subject, text);

    private void Warn(string subject, string text) => Line('-', subject, text);

    private void Fail(string subject, string text)
    {
        IsUsable = false;
        Line('!', subject, text);
    }

    private void Line(char mark, string subject, string text) => report.Append(mark).Append(' ').Append(subject.PadRight(15)).Append(text).Append('\n');
}
