using System.Diagnostics;
using System.Text;

namespace MailAuth.Dovecot.Tests.Clients;

/// <summary>A program that ran to its end.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output; bytes as Latin-1.</param>
/// <param name="Error">Its standard error; bytes as Latin-1.</param>
internal sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a program, within a time limit. One that is not installed fails the test: <c>tests/run</c> installs it.</summary>
    public static Task<ProgramRun> OfAsync(string program, params string[] arguments) => OfAsync(program, arguments, null);

    /// <summary>The same in a folder, which is its home too.</summary>
    public static async Task<ProgramRun> OfAsync(string program, string[] arguments, string? home)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardOutputEncoding = Encoding.Latin1, StandardErrorEncoding = Encoding.Latin1,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["TERM"] = "vt100";
        if (home is not null)
        {
            start.WorkingDirectory = home;
            start.Environment["HOME"] = home;
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new ProgramRun(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end in time.");
        }
    }
}
