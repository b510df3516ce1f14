using System.Diagnostics;

namespace MailAuth.CheckPassword.Tests.Processes;

/// <summary>The archive that an operator unpacks.</summary>
public sealed class ArchiveTests : IDisposable
{
    private readonly Host host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task What_is_unpacked_works_where_it_lies()
    {
        string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(PublishedProgram.Path)!, "..", ".."));
        string archive = (await RunAsync(Path.Combine(root, "nuget", "pack-checkpassword"), Path.GetDirectoryName(PublishedProgram.Path)!)).Trim();
        await RunAsync("tar", "-xzf", Path.Combine(root, archive), "-C", host.Folder);
        string unpacked = Assert.Single(Directory.GetDirectories(host.Folder, "mailauth-checkpassword-*"));
        Assert.Subset(
            new HashSet<string>(Directory.GetFiles(unpacked).Select(file => Path.GetFileName(file)!)),
            new HashSet<string>(["mailauth-checkpassword", "libsodium.so", "libe_sqlite3.so", "LICENSE", "README.md"]));
        Assert.DoesNotContain(Directory.GetFiles(unpacked), file => file.EndsWith(".dbg", StringComparison.Ordinal) || file.EndsWith(".pdb", StringComparison.Ordinal));
        Assert.True(Directory.Exists(Path.Combine(unpacked, "samples", "Dovecot")));
        Assert.True(File.Exists(Path.Combine(unpacked, "samples", "Fail2ban", "filter.d", "mailauth.conf")));
        Assert.Contains("Logins work.", await RunAsync(Path.Combine(unpacked, "mailauth-checkpassword"), $"--config={host.ConfigurationFile}", "--check"), StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
