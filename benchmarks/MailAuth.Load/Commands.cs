using System.Diagnostics;

namespace MailAuth.Load;

/// <summary>Other programs, run to their end.</summary>
internal static class Commands
{
    private const int ErrorLines = 5;

    /// <summary>Runs a program.</summary>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments; never a secret.</param>
    /// <param name="input">Its standard input.</param>
    /// <param name="environment">Its whole environment; null for this program's.</param>
    /// <returns>Its standard output. Of its standard error, the first lines are passed on.</returns>
    /// <exception cref="InvalidOperationException">It exits with something else than 0.</exception>
    public static async Task<string> RunAsync(string file, IEnumerable<string> arguments, string input = "", IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (environment is not null)
        {
            start.Environment.Clear();
            foreach ((string name, string value) in environment)
            {
                start.Environment[name] = value;
            }
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task errors = PassOnAsync(process.StandardError);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        string text = await output;
        await errors;
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{file} exited with {process.ExitCode}.");
    }

    private static async Task PassOnAsync(StreamReader lines)
    {
        int count = 0;
        while (await lines.ReadLineAsync() is { } line)
        {
            if (++count <= ErrorLines)
            {
                await Console.Error.WriteLineAsync(line);
            }
        }

        if (count > ErrorLines)
        {
            await Console.Error.WriteLineAsync($"({count - ErrorLines} more lines)");
        }
    }
}
