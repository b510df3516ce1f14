namespace MailAuth.Load.Dovecot;

/// <summary>The folder of a run. Its name is short: the path of a socket is 107 bytes at the most.</summary>
internal static class LoadFolder
{
    /// <summary>Makes one that every user may look into, as a mail server's programs do; deleted by who made it.</summary>
    public static string Make()
    {
        string folder = Directory.CreateTempSubdirectory("ma-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        }

        return folder;
    }

    /// <summary>Gives the state directories to the user that Dovecot runs checkpassword programs as, and the homes to the one that it opens mailboxes as.</summary>
    public static async Task GiveToDovecotAsync(string folder)
    {
        foreach (string state in Directory.EnumerateDirectories(folder, "*-state"))
        {
            await Commands.RunAsync("chown", ["-R", "dovecot:dovecot", state]);
        }

        await Commands.RunAsync("chown", ["nobody:nogroup", Path.Combine(folder, "homes")]);
    }
}
