using System.Diagnostics;
using System.Text;

namespace MailAuth.Tool.Tests;

/// <summary>One run of the command: what it answered.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    /// <summary>Standard output, line by line.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs it in this process, with standard input redirected.</summary>
    public static ToolRun With(string input, params string[] args) => With(Encoding.UTF8.GetBytes(input), args);

    public static ToolRun With(byte[] input, params string[] args) => Run(new MemoryStream(input), null, args);

    /// <summary>Runs it in this process at a terminal, where a person types these answers.</summary>
    public static ToolRun AtTerminal(string[] args, params string[] answers)
    {
        var typed = new Queue<string>(answers);
        return Run(Stream.Null, (_, _) => typed.TryDequeue(out string? answer) ? Encoding.UTF8.GetBytes(answer) : null, args);
    }

    /// <summary>Runs it as a process of its own.</summary>
    public static async Task<ToolRun> AsProcessAsync(byte[] input, params string[] args)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("dotnet", [typeof(MailAuthCommand).Assembly.Location, .. args])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
        Task<string> error = process.StandardError.ReadToEndAsync(cancellation);
        await process.StandardInput.BaseStream.WriteAsync(input, cancellation);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellation);
        return new ToolRun(process.ExitCode, await output, await error);
    }

    private static ToolRun Run(Stream input, TerminalQuestion? ask, string[] args)
    {
        var output = new MemoryStream();
        var error = new StringWriter();
        int exitCode = MailAuthCommand.Run(args, new ToolConsole(input, output, error, ask));
        return new ToolRun(exitCode, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}
