using System.Globalization;
using System.Text;
using MailAuth.CheckPassword.Tests.Processes;
using MailAuth.Replies;
using MailAuth.Usernames;

namespace MailAuth.CheckPassword.Tests;

/// <summary>
/// Random and mutated messages and environments: each is answered as the engine, asked directly, answers what the message holds. <c>MAILAUTH_FUZZ</c> says how many
/// there are in this process (1,000,000 before a release); one for every 200 of them is asked of the published program too.
/// </summary>
public sealed class FuzzTests : IDisposable
{
    private readonly Host host = new(throttled: false);

    private static int Count => int.Parse(Environment.GetEnvironmentVariable("MAILAUTH_FUZZ") ?? "20000", CultureInfo.InvariantCulture);

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task Every_message_is_answered_as_the_engine_says()
    {
        var fuzz = new Fuzz(seed: 2009);
        int[] seen = new int[256];
        using var faults = new FaultLog();
        for (int i = 0; i < Count; i++)
        {
            byte[] message = fuzz.Message();
            var caller = new Caller(fuzz.Environment().GetValueOrDefault);
            using LoginMessage received = LoginMessage.Of(message);
            int exitCode = received.Problem is null && caller.Request is Request.Password or Request.Lookup or Request.MasterLogin
                ? Answer.Of(host.EngineHost.Engine, faults, received, caller).ExitCode
                : Answer.Of(host.ConfigurationFile, received, caller).ExitCode;
            int expected = await ExpectedAsync(message, caller);
            Assert.True(expected == exitCode, $"{exitCode}, not {expected}: {Encoding.Latin1.GetString(message)}");
            seen[exitCode]++;
        }

        Assert.Equal([0, 1, 2, 3, 111], Enumerable.Range(0, 256).Where(code => seen[code] > 0));
        Assert.InRange(seen[0], Count / 50, Count);
    }

    [Fact(Timeout = 1_800_000)]
    public async Task The_published_program_ends_as_the_same_code_in_this_process()
    {
        var fuzz = new Fuzz(seed: 1982);
        for (int i = 0; i < Count / 200; i++)
        {
            byte[] message = fuzz.Message();
            Dictionary<string, string> environment = fuzz.Environment();
            environment["MAILAUTH_CONFIG"] = host.ConfigurationFile;
            Answer expected = host.Ask(message, [.. environment.Select(variable => (variable.Key, variable.Value))]);
            ProgramRun run = await PublishedProgram.RunAsync(message, environment, "/usr/lib/dovecot/checkpassword-reply").WaitAsync(TestContext.Current.CancellationToken);
            Assert.True(expected.ExitCode == run.ExitCode, $"{run.ExitCode}, not {expected.ExitCode}: {Encoding.Latin1.GetString(message)} {run.Error}");
            Assert.Equal(expected.Fields is null ? "" : Encoding.UTF8.GetString(Delivery.Line(expected.Fields)), run.Reply);
        }
    }

    /// <summary>What the interface and the engine say, put together anew.</summary>
    private async Task<int> ExpectedAsync(byte[] message, Caller caller)
    {
        string[] parts = Encoding.Latin1.GetString(message).Split('\0');
        bool isWhole = parts.Length == 4 && parts[3].Length == 0 && message.Length <= 512;
        byte[] username = Encoding.Latin1.GetBytes(parts[0]);
        MailAuthenticator engine = host.EngineHost.Engine;
        switch (caller.Request)
        {
            case Request.Credentials or Request.MasterPassdb:
                return 111;
            case Request.Password when !isWhole:
                return 1;
            case Request.Password:
                LoginResult login = await engine.AuthenticateAsync(new LoginAttempt(username, Encoding.Latin1.GetBytes(parts[1]), caller.Connection), TestContext.Current.CancellationToken);
                int exitCode = MailReplies.CheckPassword(login, caller.Service).ExitCode;
                return exitCode == 0 && login.Account!.Address.Contains('/', StringComparison.Ordinal) ? 111 : exitCode;
            default:
                if (!isWhole)
                {
                    return 111;
                }

                LookupResult lookup = await engine.LookupAsync(username, caller.Connection, TestContext.Current.CancellationToken);
                bool cannotBeNamed = lookup.Account?.Address.Contains('/', StringComparison.Ordinal) == true;
                bool isMaster = caller.Request == Request.MasterLogin;
                return lookup.Status switch
                {
                    ResolutionStatus.Found when !cannotBeNamed => isMaster ? 0 : 2,
                    ResolutionStatus.Unknown => isMaster ? 1 : 3,
                    _ => 111,
                };
        }
    }
}
