namespace MailAuth.Dovecot.Tests.Servers;

/// <summary>The published executable.</summary>
internal static class CheckPasswordProgram
{
    public const string Name = "mailauth-checkpassword";

    private const string Variable = "MAILAUTH_CHECKPASSWORD";

    /// <summary>Copies it, with the libraries beside it, to where Dovecot's user can run it: the repository may lie in a folder that only root can enter.</summary>
    /// <returns>The program's path.</returns>
    public static string CopyTo(string folder)
    {
        string program = Find();
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(program)!))
        {
            if (Path.GetExtension(file) is "" or ".so")
            {
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            }
        }

        string copy = Path.Combine(folder, Path.GetFileName(program));
        File.SetUnixFileMode(copy, (UnixFileMode)0b111_101_101);
        return copy;
    }

    private static string Find()
    {
        string? named = Environment.GetEnvironmentVariable(Variable);
        string program = string.IsNullOrEmpty(named) ? Path.Combine(Repository.Root, "artifacts", "checkpassword", Name) : named;
        return File.Exists(program) ? program : throw new FileNotFoundException(
            $"{program} is not there. Publish it first, as tests/run does: dotnet publish src/MailAuth.CheckPassword -c Release -r linux-x64 -o artifacts/checkpassword. Or name another one in {Variable}.");
    }
}
