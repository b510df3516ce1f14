using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Samples.Tests.AspNetCore;

/// <summary>samples/AspNetCore as its user meets it: a process in its own folder, with the configuration and the accounts that are there.</summary>
public sealed partial class AspNetCoreTests : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("mailauth-aspnetcore-").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Fact]
    public async Task The_demonstration_logs_in_over_HTTPS_and_stops_at_an_interrupt()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "AspNetCore.dll"), "--urls", "https://127.0.0.1:0", "--environment", "Development"])
        {
            WorkingDirectory = Path.Combine(Repository.Root, "samples", "AspNetCore"), RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["HOME"] = home; // Where the keys of its cookies go.
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
            string output = "";
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(TimeSpan.FromMinutes(2));
            while (!Listening().IsMatch(output))
            {
                output += await process.StandardOutput.ReadLineAsync(patience.Token) + "\n" ?? throw new InvalidOperationException(output + await error);
            }

            Task<string> rest = process.StandardOutput.ReadToEndAsync(patience.Token);
            int port = int.Parse(Listening().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
            using var browser = new Browser(port, "webmail.kund.se");
            Assert.Equal(403, (await browser.LogInAsync("kalle", "vinter")).Status);
            Assert.Equal(303, (await browser.LogInAsync("kalle", "sommar")).Status);
            Browser.Answer mailbox = await browser.GetAsync("/");
            Assert.Contains("The mailbox of kalle@kund.se", mailbox.Body, StringComparison.Ordinal);
            Assert.Contains("Change your username to your full e-mail address kalle@kund.se", mailbox.Body, StringComparison.Ordinal);

            using Process kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync(patience.Token);
            output += await rest;
            Assert.Equal((0, ""), (process.ExitCode, await error));
            Assert.Contains("Accepted \"kalle\" as kalle@kund.se from 127.0.0.1 over Web", output, StringComparison.Ordinal);
            Assert.DoesNotContain("vinter", output, StringComparison.Ordinal);
            Assert.DoesNotContain("sommar", output, StringComparison.Ordinal);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    [GeneratedRegex("Now listening on: https://127.0.0.1:([0-9]+)")]
    private static partial Regex Listening();
}
