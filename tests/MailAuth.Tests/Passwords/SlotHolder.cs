using System.Diagnostics;
using System.Runtime.CompilerServices;
using MailAuth.Passwords;
using Microsoft.Win32.SafeHandles;

namespace MailAuth.Tests.Passwords;

/// <summary>Another process, this very executable, that has taken a hash slot and keeps it until it is killed.</summary>
internal sealed class SlotHolder : IDisposable
{
    private const string Variable = "MAILAUTH_TEST_HOLD_SLOT_IN";

    private readonly Process process;

    private SlotHolder(Process process) => this.process = process;

    /// <summary>What it said of its attempt: "held", or why not.</summary>
    public string? Said { get; private set; }

    /// <summary>Starts it; it has made its attempt when this returns.</summary>
    /// <param name="directory">The directory of the slots.</param>
    /// <param name="slots">How many there are.</param>
    public static async Task<SlotHolder> StartAsync(string directory, int slots)
    {
        string program = Path.Combine(AppContext.BaseDirectory, typeof(SlotHolder).Assembly.GetName().Name!);
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardInput = true, Environment = { [Variable] = $"{slots} {directory}" } };

        // .NET's switch that turns its own file locks off is not for these.
        start.Environment["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = "1";
        var holder = new SlotHolder(Process.Start(start)!);
        holder.Said = await holder.process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        return holder;
    }

    /// <summary>SIGKILL, as the kernel's out-of-memory killer does it.</summary>
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
    internal static void HoldWhereAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } asked)
        {
            int blank = asked.IndexOf(' ', StringComparison.Ordinal);
            var slots = new HashSlots(asked[(blank + 1)..], int.Parse(asked.AsSpan(0, blank), System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero, TimeProvider.System);
            using SafeFileHandle? slot = slots.Take(wait: false, out string? problem, CancellationToken.None);
            Console.WriteLine(slot is null ? $"not held: {problem}" : "held");
            Console.ReadLine();
            Environment.Exit(0);
        }
    }
}
