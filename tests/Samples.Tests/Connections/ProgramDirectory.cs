namespace Samples.Tests.Connections;

/// <summary>A directory of its own for a real program: its settings, what it saves, and the certificate that it is to trust.</summary>
internal sealed class ProgramDirectory : IDisposable
{
    public ProgramDirectory()
    {
        Trusted = Write("trusted.pem", TestHost.Certificate.ExportCertificatePem());
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("mailauth-clients-").FullName;

    /// <summary>The file with the hosts' certificate.</summary>
    public string Trusted { get; }

    /// <summary>The path of a file in it.</summary>
    public string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file that its owner alone can read: programs insist where it holds a password.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, string content)
    {
        string path = In(name);
        File.WriteAllText(path, content + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return path;
    }

    /// <summary>Runs a program in it.</summary>
    public Task<(int ExitCode, string Output, string Error)> RunAsync(string program, params string[] arguments) => ExternalProgram.RunAsync(Path, program, arguments);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
