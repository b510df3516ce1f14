using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace MailAuth.Sqlite.Tests;

/// <summary>Another process, this very executable, that logs kalle in and is killed about the write of the new hash.</summary>
internal static class RehashProcess
{
    private const string Variable = "MAILAUTH_TEST_REHASH_IN";
    private const string Writing = "writing";
    private const char Stop = '-';
    private const char Go = '+';

    /// <summary>Runs it until it is about to write, and kills it (SIGKILL): before the write, or while it writes.</summary>
    public static async Task RunAndKillAsync(string databaseFile, bool beforeTheWrite, CancellationToken cancellationToken)
    {
        string program = Path.Combine(AppContext.BaseDirectory, typeof(RehashProcess).Assembly.GetName().Name!);
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            Environment = { [Variable] = $"{(beforeTheWrite ? Stop : Go)}{databaseFile}" },
        };
        using Process process = Process.Start(start)!;
        try
        {
            Assert.Equal(Writing, await process.StandardOutput.ReadLineAsync(cancellationToken));
        }
        finally
        {
            process.Kill();
        }

        await process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>In the child, before its test runner starts. All on this thread: any other waits for a module's initializer before it runs the module's code.</summary>
    [ModuleInitializer]
    internal static void LogInWhereAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } asked)
        {
            return;
        }

        using var database = new SqliteMailAuthDatabase(asked[1..]);
        var store = new RehashingStore(new SqliteAccountStore(database), () =>
        {
            Console.WriteLine(Writing);
            if (asked[0] == Stop)
            {
                Console.ReadLine();
            }

            return default;
        });
        using MailAuthenticator engine = RehashEngine.Over(store, inline: true);
        Console.WriteLine(RehashEngine.LoginAsync(engine).GetAwaiter().GetResult());
        Console.ReadLine();
        Environment.Exit(0);
    }
}
