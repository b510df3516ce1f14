using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Samples.Tests.Hosting;

/// <summary>A host program as a process, listening: it says so, and on which ports.</summary>
internal sealed partial class RunningHost : IAsyncDisposable
{
    private readonly Process process;
    private readonly TaskCompletionSource<int> tlsPort = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private readonly List<string> output = [];

    private RunningHost(Process process) => this.process = process;

    public int TlsPort { get; private set; }

    public string Output
    {
        get
        {
            lock (gate)
            {
                return string.Join('\n', output);
            }
        }
    }

    /// <summary>The arguments of <c>dotnet</c> that run a program.</summary>
    public static string[] Arguments(string program, params string[] arguments) => [Path.Combine(AppContext.BaseDirectory, program + ".dll"), .. arguments];

    public static async Task<RunningHost> StartAsync(string program, string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", Arguments(program, [.. arguments, "--port", "0", "--tls-port", "0", "--certificate", Path.Combine(directory, "host.pem")]))
        {
            WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var host = new RunningHost(process);
        process.OutputDataReceived += (_, line) => host.Take(line.Data);
        process.ErrorDataReceived += (_, line) => host.Take(line.Data);
        process.Exited += (_, _) => host.tlsPort.TrySetException(new InvalidOperationException($"{program} has ended:\n" + host.Output));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        host.TlsPort = await host.tlsPort.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        return host;
    }

    /// <summary>Presses Ctrl-C and gives the exit code.</summary>
    public async Task<int> InterruptAsync()
    {
        using Process kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (gate)
        {
            output.Add(line);
        }

        Match match = Listening().Match(line);
        if (match.Success)
        {
            tlsPort.TrySetResult(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        }
    }

    [GeneratedRegex("^Listening on 127.0.0.1: port [0-9]+ with (?:STARTTLS|STLS), port ([0-9]+) with TLS on connect")]
    private static partial Regex Listening();
}
