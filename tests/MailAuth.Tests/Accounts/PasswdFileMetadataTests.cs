using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using MailAuth.Accounts;

namespace MailAuth.Tests.Accounts;

/// <summary>Whoever could read a passwd-file can read the one that replaces it, and nobody else can; where that can't be kept, the file is left alone.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PasswdFileMetadataTests : IDisposable
{
    private const string Old = "{PLAIN}old";
    private const string New = "{PLAIN}new";
    private const string Attribute = "user.mailauth";
    private const string AccessControl = "system.posix_acl_access";
    private const string Nobody = "nobody";

    private readonly PasswdFileText file = new();

    public PasswdFileMetadataTests() => file.Write($"a0@d.se:{Old}");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => file.Dispose();

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)]
    public async Task The_mode_is_kept(UnixFileMode mode)
    {
        File.SetUnixFileMode(file.Path, mode);

        await ReplaceAsync();

        Assert.Equal(mode, File.GetUnixFileMode(file.Path));
    }

    [Fact]
    public async Task Extended_attributes_are_kept_and_the_directorys_own_are_not_given()
    {
        byte[] value = Encoding.UTF8.GetBytes("kept");
        if (!SetAttribute(file.Path, Attribute, value))
        {
            // A file system without them has none to lose.
            return;
        }

        byte[] list = AccessControlList(reader: 12_345);
        bool hasLists = SetAttribute(file.Path, AccessControl, list);
        string directory = Path.GetDirectoryName(file.Path)!;
        Assert.Equal(hasLists, SetAttribute(directory, "system.posix_acl_default", AccessControlList(reader: 54_321)));

        await ReplaceAsync();

        Assert.Equal(value, GetAttribute(file.Path, Attribute));
        Assert.Equal(hasLists ? list : [], GetAttribute(file.Path, AccessControl));

        file.Write($"a0@d.se:{Old}");
        _ = RemoveAttribute(Text(file.Path), Text(AccessControl));
        await ReplaceAsync();
        Assert.Empty(GetAttribute(file.Path, AccessControl));
    }

    [Fact]
    public async Task A_file_with_hard_links_is_left_alone()
    {
        string other = file.Path + ".other";
        Assert.Equal(0, Link(Text(file.Path), Text(other)));

        AccountStoreException refusal = await Assert.ThrowsAsync<AccountStoreException>(ReplaceAsync);

        Assert.Contains("hard links", refusal.Message, StringComparison.Ordinal);
        Assert.Equal($"a0@d.se:{Old}\n", await File.ReadAllTextAsync(file.Path, Token));
        Assert.False(File.Exists(file.Path + ".mailauth-new"));
    }

    /// <summary>Only root can give files away: for anybody else this says nothing.</summary>
    [Fact]
    public async Task Owner_and_group_are_kept()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return;
        }

        var owner = new FileOwner(12_345, 54_321, 1);
        Assert.True(owner.TryGive(file.Path));

        await ReplaceAsync();

        Assert.Equal(owner, FileOwner.Of(file.Path));
    }

    /// <summary>The same here: another user's process is needed.</summary>
    [Fact(Timeout = 120_000)]
    public async Task Who_can_not_keep_the_owner_leaves_the_file_alone()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return;
        }

        string directory = Path.GetDirectoryName(file.Path)!;
        File.SetUnixFileMode(directory, (UnixFileMode)0b111_111_111);
        File.SetUnixFileMode(file.Path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        using PasswdFileProcess process = PasswdFileProcess.Replace(file.Path, "a", 1, Nobody);

        Assert.Contains("its owner and group (0:0) can't be kept", await process.ReadToEndAsync().WaitAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        Assert.Equal($"a0@d.se:{Old}\n", await File.ReadAllTextAsync(file.Path, Token));
        Assert.Equal(0u, FileOwner.Of(file.Path)?.User);
        Assert.False(File.Exists(file.Path + ".mailauth-new"));
    }

    /// <summary>The lock that root has made is for those who may write to the directory.</summary>
    [Fact(Timeout = 120_000)]
    public async Task The_owner_replaces_after_root_has_and_in_a_directory_of_others_nobody_does()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return;
        }

        string directory = Path.GetDirectoryName(file.Path)!;
        file.Write("k@d.se:{PLAIN}x", $"a0@d.se:{Old}", $"a1@d.se:{Old}");
        using (PasswdFileProcess refused = PasswdFileProcess.Replace(Give(file.Path), "a", 1, Nobody))
        {
            Assert.Contains("can't be", await refused.ReadToEndAsync().WaitAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.Contains($"a0@d.se:{Old}", await File.ReadAllTextAsync(file.Path, Token), StringComparison.Ordinal);
        }

        Give(directory);
        await ReplaceAsync();
        using PasswdFileProcess process = PasswdFileProcess.Replace(file.Path, "a", 2, Nobody);
        Assert.Equal(["another", "replaced"], (await process.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static byte[] AccessControlList(uint reader)
    {
        // Version 2; then owner rw, one more user r, group r, mask r, others nothing: each a tag, permissions and a number.
        (ushort Tag, ushort Permissions, uint Id)[] entries = [(1, 6, uint.MaxValue), (2, 4, reader), (4, 4, uint.MaxValue), (16, 4, uint.MaxValue), (32, 0, uint.MaxValue)];
        byte[] list = new byte[4 + (8 * entries.Length)];
        list[0] = 2;
        for (int i = 0; i < entries.Length; i++)
        {
            Span<byte> entry = list.AsSpan(4 + (8 * i));
            BinaryPrimitives.WriteUInt16LittleEndian(entry, entries[i].Tag);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], entries[i].Permissions);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], entries[i].Id);
        }

        return list;
    }

    private static bool SetAttribute(string path, string name, byte[] value) => SetAttribute(Text(path), Text(name), value, (nuint)value.Length, 0) == 0;

    private static byte[] GetAttribute(string path, string name)
    {
        byte[] value = new byte[1_024];
        return value[..Math.Max((int)GetAttribute(Text(path), Text(name), value, (nuint)value.Length), 0)];
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text + '\0');

    [DllImport("libc", EntryPoint = "setxattr")]
    private static extern int SetAttribute(byte[] path, byte[] name, byte[] value, nuint size, int flags);

    [DllImport("libc", EntryPoint = "getxattr")]
    private static extern nint GetAttribute(byte[] path, byte[] name, byte[] value, nuint size);

    [DllImport("libc", EntryPoint = "removexattr")]
    private static extern int RemoveAttribute(byte[] path, byte[] name);

    [DllImport("libc", EntryPoint = "link")]
    private static extern int Link(byte[] path, byte[] other);

    /// <summary>Gives a file to nobody.</summary>
    private static string Give(string path)
    {
        string[] user = File.ReadLines("/etc/passwd").First(line => line.StartsWith(Nobody + ':', StringComparison.Ordinal)).Split(':');
        Assert.True(new FileOwner(uint.Parse(user[2], System.Globalization.CultureInfo.InvariantCulture), uint.Parse(user[3], System.Globalization.CultureInfo.InvariantCulture), 1).TryGive(path));
        return path;
    }

    private async Task ReplaceAsync() =>
        Assert.True(await ((IAccountHashWriter)PasswdFileScanStore.Open(file.Path, new PasswdFileOptions { Rehash = true })).TryReplaceHashAsync("a0@d.se", Old, New, Token));
}
