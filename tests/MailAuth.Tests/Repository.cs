using System.Runtime.CompilerServices;

namespace MailAuth.Tests;

/// <summary>Where the repository is.</summary>
internal static class Repository
{
    /// <summary>The folder that holds MailAuth.sln.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    private static string Here([CallerFilePath] string path = "") => path;
}
