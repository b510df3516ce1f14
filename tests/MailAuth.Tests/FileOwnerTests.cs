namespace MailAuth.Tests;

/// <summary>Whose a file is.</summary>
public sealed class FileOwnerTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("mailauth").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    /// <summary>Who may write to a directory in which root has just made a file can put a link in its place. Only root can see that here.</summary>
    [Fact]
    public void What_a_link_leads_to_is_never_given_away()
    {
        if (!Environment.IsPrivilegedProcess || OperatingSystem.IsWindows())
        {
            return;
        }

        string target = Path.Combine(directory, "target"), link = Path.Combine(directory, "link");
        File.WriteAllText(target, "");
        File.CreateSymbolicLink(link, target);
        FileOwner? before = FileOwner.Of(target);
        Assert.True(new FileOwner(12_345, 54_321, 0).TryGive(link));
        Assert.Equal(before, FileOwner.Of(target));
    }
}
