using System.Text;
using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.Passwords;
using MailAuth.Transition;

namespace MailAuth.CheckPassword.Tests;

/// <summary>The scenario's host as an engine in this process, and as a configuration and a passwd-file that the program reads.</summary>
internal sealed class Host : IDisposable
{
    public const string Password = "sommar2009";

    /// <summary>Bare usernames are warned of for ever for domain.se, and closed for ever for kund.se.</summary>
    public const string Configuration = """
        {
          "usernames": { "hostedDomains": [ "domain.se", "kund.se", "räksmörgås.se" ], "serverNames": [ { "name": "mail.{domain}" } ], "listeners": [ { "address": "192.0.2.10", "domain": "kund.se" } ] },
          "transition": { "timeZone": "Europe/Stockholm", "warn": "2009-08-24",
            "domains": [ { "domain": "kund.se", "closed": "2009-10-01" } ] },
          "passwords": { "argon2": { "memoryKiB": 64, "passes": 1 }, "readWindows1252": true },
          "store": { "passwdFile": "users" }, "stateDirectory": "state"
        }
        """;

    /// <param name="throttled">Whether guesses are limited: not for those who compare many logins of a few names.</param>
    public Host(bool throttled = true)
    {
        Directory.CreateDirectory(StateDirectory);
        File.WriteAllText(ConfigurationFile, throttled ? Configuration : Configuration.Replace("\"store\":", "\"throttle\": { \"enabled\": false }, \"store\":", StringComparison.Ordinal));
        string hash = new PasswordVerifier(new PasswordOptions { Argon2 = new() { MemoryKiB = 64, Passes = 1 } }).Hash(Encoding.UTF8.GetBytes(Password));
        string swedish = new PasswordVerifier(new PasswordOptions { Argon2 = new() { MemoryKiB = 64, Passes = 1 } }).Hash("räksmörgås"u8);
        File.WriteAllText(PasswdFile, $"""
            kalle@domain.se:{hash}:5000:5001::/srv/kalle::userdb_quota_rule=*:bytes=1G proxy=y host=192.0.2.99 user=somebody-else password=stolen LD_PRELOAD=evil
            kalle@kund.se:{hash}
            anna@domain.se:{hash}
            nils@kund.se:{hash}
            åsa@räksmörgås.se:{swedish}
            stangd@domain.se:{hash}::::::nologin reason=Closed
            kontor@domain.se:{hash}::::::allow_nets=192.0.2.0/24
            trasig@domain.se:$6$broken
            a/b@domain.se:{hash}
            utan@domain.se:
            """);
        EngineHost = EngineHost.Open(ConfigurationFile, Faults, out IReadOnlyList<ConfigurationProblem> problems)
            ?? throw new InvalidOperationException(string.Join('\n', problems));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("mailauth").FullName;

    public string ConfigurationFile => Path.Combine(Folder, "mailauth.json");

    public string PasswdFile => Path.Combine(Folder, "users");

    public string StateDirectory => Path.Combine(Folder, "state");

    public string UsageLog => Path.Combine(StateDirectory, Usage.UsageLog.FileName);

    public EngineHost EngineHost { get; }

    public FaultLog Faults { get; } = new();

    public static byte[] Message(string username, string password) => Encoding.UTF8.GetBytes($"{username}\0{password}\0\0");

    public static Caller Caller(params (string Name, string Value)[] variables)
    {
        var environment = variables.ToDictionary(variable => variable.Name, variable => variable.Value);
        return new Caller(environment.GetValueOrDefault);
    }

    /// <summary>Asks as the program does, but for the descriptors.</summary>
    public Answer Ask(byte[] message, params (string Name, string Value)[] variables)
    {
        using LoginMessage received = LoginMessage.Of(message);
        return Answer.Of(ConfigurationFile, received, Caller(variables));
    }

    public Answer Ask(string username, string password, params (string Name, string Value)[] variables) => Ask(Message(username, password), variables);

    public void Dispose()
    {
        EngineHost.Dispose();
        Faults.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
