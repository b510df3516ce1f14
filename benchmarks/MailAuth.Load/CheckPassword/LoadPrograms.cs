namespace MailAuth.Load.CheckPassword;

/// <summary>The programs of these commands: the C ones, compiled anew, and a copy of the published executable, which every user may run.</summary>
internal sealed class LoadPrograms
{
    public const string ReplyProgram = "/usr/lib/dovecot/checkpassword-reply";

    private readonly string folder;

    private LoadPrograms(string folder) => this.folder = folder;

    public string Driver => Path.Combine(folder, "driver");

    public string Reference => Path.Combine(folder, "reference");

    public string Executable => Path.Combine(folder, "executable", "mailauth-checkpassword");

    /// <summary>The reference, writing its reply itself.</summary>
    public string[] ReferenceCommand(string passwdFile) => [Reference, "write", passwdFile];

    /// <summary>The reference, which has the reply program write; Dovecot adds that at the end.</summary>
    public string[] ReferenceExecCommand(string passwdFile) => [Reference, "exec", passwdFile];

    /// <summary>The executable.</summary>
    public string[] Command(string configuration) => [Executable, "--config", configuration];

    /// <summary>Compiles and copies.</summary>
    /// <exception cref="InvalidOperationException">gcc fails, or there is no published executable.</exception>
    public static async Task<LoadPrograms> PrepareAsync(string folder)
    {
        var programs = new LoadPrograms(folder);
        string sources = Path.Combine(AppContext.BaseDirectory, "checkpassword-reference");
        await Commands.RunAsync("gcc", ["-O2", "-o", programs.Driver, Path.Combine(sources, "driver.c")]);
        await Commands.RunAsync("gcc", ["-O2", "-o", programs.Reference, Path.Combine(sources, "reference.c"), "-lcrypt", "-largon2"]);
        string published = Published();
        Directory.CreateDirectory(Path.GetDirectoryName(programs.Executable)!);
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(published)!).Where(file => Path.GetExtension(file) is not (".dbg" or ".pdb" or ".xml")))
        {
            File.Copy(file, Path.Combine(folder, "executable", Path.GetFileName(file)));
        }

        File.Copy(published, programs.Executable, overwrite: true);
        return programs;
    }

    private static string Published()
    {
        if (Environment.GetEnvironmentVariable("MAILAUTH_CHECKPASSWORD") is { Length: > 0 } named)
        {
            return File.Exists(named) ? Path.GetFullPath(named) : throw new InvalidOperationException($"MAILAUTH_CHECKPASSWORD names no file: {named}.");
        }

        for (string? root = AppContext.BaseDirectory; root is not null; root = Path.GetDirectoryName(root))
        {
            string published = Path.Combine(root, "artifacts", "checkpassword", "mailauth-checkpassword");
            if (File.Exists(published))
            {
                return published;
            }
        }

        throw new InvalidOperationException("Publish the executable first: dotnet publish src/MailAuth.CheckPassword -c Release -r linux-x64 -o artifacts/checkpassword");
    }
}
