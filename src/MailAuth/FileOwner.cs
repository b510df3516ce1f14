using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace MailAuth;

/// <summary>The user and the group that a file belongs to, which .NET does not tell.</summary>
/// <param name="User">The user's number.</param>
/// <param name="Group">The group's number.</param>
/// <param name="Links">How many names the file has.</param>
internal readonly record struct FileOwner(uint User, uint Group, uint Links)
{
    // statx(2): of the functions that tell it, the one whose structure is the same on every architecture.
    private const int CurrentDirectory = -100;
    private const uint BasicStats = 0x7FF;
    private const int StructureSize = 256;
    private const int LinksAt = 16;
    private const int UserAt = 20;
    private const int GroupAt = 24;

    /// <summary>Whose a file is, where it is not a symbolic link; of a link, whose what it leads to is. Null where that can't be told: not on Linux, or not there.</summary>
    public static FileOwner? Of(string path)
    {
        byte[] structure = new byte[StructureSize];
        try
        {
            return OperatingSystem.IsLinux() && Statx(CurrentDirectory, Text(path), 0, BasicStats, structure) == 0
                ? new FileOwner(Number(structure, UserAt), Number(structure, GroupAt), Number(structure, LinksAt))
                : null;
        }
        catch (Exception error) when (error is EntryPointNotFoundException or DllNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Makes a file belong to them; of a symbolic link itself, never what it leads to: another may have put one there meanwhile. False where the process may not.</summary>
    public bool TryGive(string path) => ChangeOwner(Text(path), User, Group) == 0;

    private static byte[] Text(string path) => Encoding.UTF8.GetBytes(path + '\0');

    private static uint Number(ReadOnlySpan<byte> structure, int at) =>
        BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(structure[at..]) : BinaryPrimitives.ReadUInt32BigEndian(structure[at..]);

    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Statx(int directory, byte[] path, int flags, uint mask, byte[] structure);

    [DllImport("libc", EntryPoint = "lchown")]
    private static extern int ChangeOwner(byte[] path, uint user, uint group);
}
