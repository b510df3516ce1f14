using System.Runtime.InteropServices;
using System.Text;

namespace MailAuth.Accounts;

/// <summary>
/// Owner, group, mode and extended attributes (access control lists and security labels are some) of the file that replaces a passwd-file: whoever could read
/// the one must be able to read the other, and nobody else.
/// </summary>
internal static class PasswdFileMetadata
{
    private const int MostBytes = 64 * 1024;

    // errno of Linux.
    private const int NoSuchAttribute = 61;
    private const int NotSupported = 95;

    /// <summary>What depends on the content is made anew by the kernel.</summary>
    private static readonly string[] OfContent = ["security.ima", "security.evm"];

    /// <summary>Gives one file those of another.</summary>
    /// <exception cref="IOException">They can't be kept.</exception>
    /// <exception cref="UnauthorizedAccessException">The process may not set them.</exception>
    public static void Copy(string from, string to)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        if (FileOwner.Of(from) is not { } owner || FileOwner.Of(to) is not { } made)
        {
            throw new IOException("whose file it is can't be told here, and so not be kept");
        }

        if (owner.Links > 1)
        {
            throw new IOException("it has other names (hard links), which would not follow");
        }

        if ((made.User != owner.User || made.Group != owner.Group) && !owner.TryGive(to))
        {
            throw new IOException($"its owner and group ({owner.User}:{owner.Group}) can't be kept: this process may not give files to them");
        }

        File.SetUnixFileMode(to, File.GetUnixFileMode(from));
        CopyAttributes(Encoding.UTF8.GetBytes(from + '\0'), Encoding.UTF8.GetBytes(to + '\0'));
    }

    private static void CopyAttributes(byte[] from, byte[] to)
    {
        List<string> names = Names(from);
        foreach (string name in names)
        {
            byte[] text = Encoding.UTF8.GetBytes(name + '\0');
            byte[] value = Value(from, text, name);
            if (!Value(to, text, name).AsSpan().SequenceEqual(value) && SetAttribute(to, text, value, (nuint)value.Length, 0) != 0)
            {
                throw new IOException($"its extended attribute {name} can't be kept");
            }
        }

        // What the directory gives to new files, such as its default access control list.
        foreach (string name in Names(to))
        {
            if (!names.Contains(name) && RemoveAttribute(to, Encoding.UTF8.GetBytes(name + '\0')) != 0)
            {
                throw new IOException($"an extended attribute {name} that it hasn't can't be taken from its replacement");
            }
        }
    }

    private static List<string> Names(byte[] path)
    {
        byte[] list = new byte[MostBytes];
        int length = (int)ListAttributes(path, list, MostBytes);
        if (length < 0)
        {
            // A file system without them is no reason to refuse.
            return Marshal.GetLastPInvokeError() is NotSupported ? [] : throw new IOException("its extended attributes can't be listed");
        }

        string[] names = Encoding.UTF8.GetString(list, 0, length).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        return [.. names.Where(name => !OfContent.Contains(name))];
    }

    /// <summary>A value; empty where there is no such attribute.</summary>
    private static byte[] Value(byte[] path, byte[] name, string shown)
    {
        byte[] value = new byte[MostBytes];
        int length = (int)GetAttribute(path, name, value, MostBytes);
        if (length < 0 && Marshal.GetLastPInvokeError() is not (NoSuchAttribute or NotSupported))
        {
            throw new IOException($"its extended attribute {shown} can't be read");
        }

        return value[..Math.Max(length, 0)];
    }

    [DllImport("libc", EntryPoint = "listxattr", SetLastError = true)]
    private static extern nint ListAttributes(byte[] path, byte[] list, nuint size);

    [DllImport("libc", EntryPoint = "getxattr", SetLastError = true)]
    private static extern nint GetAttribute(byte[] path, byte[] name, byte[] value, nuint size);

    [DllImport("libc", EntryPoint = "setxattr")]
    private static extern int SetAttribute(byte[] path, byte[] name, byte[] value, nuint size, int flags);

    [DllImport("libc", EntryPoint = "removexattr")]
    private static extern int RemoveAttribute(byte[] path, byte[] name);
}
