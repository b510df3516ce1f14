using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using MailAuth.Accounts;

namespace MailAuth.Tests.Accounts;

/// <summary>Another process, this very executable, that replaces hashes in a passwd-file.</summary>
internal sealed class PasswdFileProcess : IDisposable
{
    /// <summary>What an account has before, and what the first of the processes gives it after.</summary>
    public const string Old = "{PLAIN}old";

    private const string Variable = "MAILAUTH_TEST_REPLACE_IN";
    private const string Forever = "forever";

    private readonly Process process;

    private PasswdFileProcess(Process process) => this.process = process;

    public static string New(string name) => $"{{SSHA}}new-of-{name}";

    public static string Address(string name, int number) => $"{name}{number}@d.se";

    /// <summary>Replaces the hash of each of so many accounts, once.</summary>
    public static PasswdFileProcess Replace(string path, string name, int count, string? user = null) => Start($"{name} {count} {path}", user);

    /// <summary>Replaces the hash of the first account of "a", back and forth, until it is killed.</summary>
    public static PasswdFileProcess ReplaceForever(string path) => Start($"{Forever} 0 {path}", null);

    public async Task<string?> ReadLineAsync() => await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

    public async Task<string> ReadToEndAsync()
    {
        string said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return said;
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    /// <summary>In the child, before its test runner starts.</summary>
    [ModuleInitializer]
    internal static void ReplaceWhereAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split(' ', 3) is not { } asked)
        {
            return;
        }

        var writer = (IAccountHashWriter)PasswdFileScanStore.Open(asked[2], new PasswdFileOptions { Rehash = true });
        if (asked[0] == Forever)
        {
            for (bool back = false; ; back = !back)
            {
                Console.WriteLine(Replace(writer, Address("a", 0), back ? New("a") : Old, back ? Old : New("a")));
            }
        }

        for (int i = 0; i < int.Parse(asked[1], CultureInfo.InvariantCulture); i++)
        {
            Console.WriteLine(Replace(writer, Address(asked[0], i), Old, New(asked[0])));
        }

        Environment.Exit(0);
    }

    private static string Replace(IAccountHashWriter writer, string address, string expected, string replacement)
    {
        try
        {
            return writer.TryReplaceHashAsync(address, expected, replacement, CancellationToken.None).AsTask().GetAwaiter().GetResult() ? "replaced" : "another";
        }
        catch (AccountStoreException fault)
        {
            return fault.Message;
        }
    }

    private static PasswdFileProcess Start(string asked, string? user)
    {
        string program = Path.Combine(AppContext.BaseDirectory, typeof(PasswdFileProcess).Assembly.GetName().Name!);
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, Environment = { [Variable] = asked } };
        if (user is not null)
        {
            start.UserName = user;
            start.Environment["HOME"] = "/";
        }

        return new PasswdFileProcess(Process.Start(start)!);
    }
}
