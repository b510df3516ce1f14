namespace MailAuth.SmtpServer.Tests;

/// <summary>Where the repository is.</summary>
internal static class Repository
{
    /// <summary>The folder that holds MailAuth.sln: the nearest one above the built tests.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MailAuth.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run from inside the repository.");
    }
}
