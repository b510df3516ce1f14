namespace MailAuth.Load.CheckPassword;

/// <summary>The programs of these commands: the C ones, compiled anew, and a copy of the published executable, which every user may run.</summary>
internal sealed class LoadPrograms
{
    /// <summary>What Dovecot appends to every checkpassword program's arguments. It is not run where a program sees that it can write the reply itself.</summary>
    public const string ReplyProgram = "/usr/lib/dovecot/checkpassword-reply";

    private readonly string folder;

    private LoadPrograms(string folder) => this.folder = folder;

    public string Driver => Path.Combine(folder, "driver");

    private string ExecutablePath => Path.Combine(folder, "executable", "mailauth-checkpassword");

    /// <summary>The reference, which writes its reply itself; with <paramref name="execs"/>, Dovecot's reply program does.</summary>
    /// <returns>The command but for <see cref="ReplyProgram"/> at its end.</returns>
    public string[] Reference(string passwdFile, bool execs = false) => [Path.Combine(folder, "reference"), execs ? "exec" : "write", passwdFile];

    /// <summary>The executable. It writes to Dovecot itself, unless a program with an argument is named: then it becomes that.</summary>
    /// <inheritdoc cref="Reference"/>
    public string[] Executable(string configuration, bool execs = false) =>
        execs ? [ExecutablePath, $"--config={configuration}", ReplyProgram] : [ExecutablePath, $"--config={configuration}"];

    /// <summary>Compiles and copies.</summary>
    /// <exception cref="InvalidOperationException">gcc fails, or there is no published executable.</exception>
    public static async Task<LoadPrograms> PrepareAsync(string folder)
    {
        var programs = new LoadPrograms(folder);
        string sources = Path.Combine(AppContext.BaseDirectory, "checkpassword-reference");
        await Commands.RunAsync("gcc", ["-O2", "-o", programs.Driver, Path.Combine(sources, "driver.c")]);
        await Commands.RunAsync("gcc", ["-O2", "-o", Path.Combine(folder, "reference"), Path.Combine(sources, "reference.c"), "-lcrypt", "-largon2"]);
        string published = Published();
        Directory.CreateDirectory(Path.GetDirectoryName(programs.ExecutablePath)!);
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(published)!).Where(file => Path.GetExtension(file) is not (".dbg" or ".pdb" or ".xml")))
        {
            File.Copy(file, Path.Combine(folder, "executable", Path.GetFileName(file)));
        }

        File.Copy(published, programs.ExecutablePath, overwrite: true);
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
