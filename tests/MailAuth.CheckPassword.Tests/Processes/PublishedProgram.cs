using System.Diagnostics;

namespace MailAuth.CheckPassword.Tests.Processes;

/// <summary>The program as it is published, run as a server runs it: the login on descriptor 3, the reply on descriptor 4, an environment that has nothing else.</summary>
internal static class PublishedProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static string Path { get; } = Find();

    /// <summary>Runs it with the message as a file on descriptor 3.</summary>
    public static async Task<ProgramRun> RunAsync(byte[] message, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        string input = System.IO.Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(input, message);
            return await RunAsync("exec \"$0\" \"$@\" 3<\"$LOGIN\"", input, environment, arguments);
        }
        finally
        {
            File.Delete(input);
        }
    }

    /// <summary>Runs it by a shell's line, in which <c>$LOGIN</c> is a file and <c>"$0" "$@"</c> the program and its arguments.</summary>
    public static async Task<ProgramRun> RunAsync(string line, string login, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        string reply = System.IO.Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
            foreach (string argument in (string[])["-c", $"LOGIN=$1; REPLY=$2; shift 2; unset PWD OLDPWD; exec 4>\"$REPLY\"; unset REPLY; {line.Replace("$LOGIN", login, StringComparison.Ordinal)}", Path, login, reply, .. arguments])
            {
                start.ArgumentList.Add(argument);
            }

            start.Environment.Clear();
            foreach ((string name, string value) in environment)
            {
                start.Environment[name] = value;
            }

            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            limit.CancelAfter(Patience);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }

            return new ProgramRun(process.ExitCode, await File.ReadAllTextAsync(reply), await output, await error);
        }
        finally
        {
            File.Delete(reply);
        }
    }

    private static string Find()
    {
        string? path = Environment.GetEnvironmentVariable("MAILAUTH_CHECKPASSWORD");
        for (string? folder = AppContext.BaseDirectory; path is null && folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
        {
            string candidate = System.IO.Path.Combine(folder, "artifacts", "checkpassword", "mailauth-checkpassword");
            path = File.Exists(candidate) ? candidate : null;
        }

        return path ?? throw new FileNotFoundException("artifacts/checkpassword/mailauth-checkpassword is missing: dotnet publish src/MailAuth.CheckPassword --use-current-runtime -o artifacts/checkpassword");
    }
}
