using System.Runtime.InteropServices;
using System.Text;

namespace MailAuth.CheckPassword;

/// <summary>Opening, locking and naming files.</summary>
internal static unsafe partial class Native
{
    private const int WriteOnly = 0x1, Create = 0x40, Exclusive = 0x80, Append = 0x400, CloseOnExec = 0x80000;
    private const int NoSuchFile = 2, FileExists = 17;
    private const uint OwnerAndGroup = 0x1B0;
    private const int LockShared = 1, LockNonBlocking = 4;
    private const int LongestPath = 4096;

    /// <summary>
    /// Opens a file for appending. Where it is not there yet it is made, for those who may write to its directory, whoever makes it: what root made for itself, no server could append to.
    /// Negative where it can't be opened.
    /// </summary>
    public static int OpenToAppend(string path)
    {
        const int Flags = WriteOnly | Append | CloseOnExec;
        fixed (byte* name = Terminated(path))
        {
            int file = Open(name, Flags, 0);
            if (file >= 0 || Marshal.GetLastSystemError() != NoSuchFile)
            {
                return file;
            }

            file = Open(name, Flags | Create | Exclusive, OwnerAndGroup);
            if (file >= 0)
            {
                FileLocks.ShareWithDirectory(path);
                return file;
            }

            // Another was first; and where a folding has taken its file away by now, there is one more to be made.
            return Marshal.GetLastSystemError() == FileExists ? Open(name, Flags | Create, OwnerAndGroup) : file;
        }
    }

    /// <summary>Takes a shared lock where that is possible at once.</summary>
    public static bool TryLockShared(int descriptor) => Flock(descriptor, LockShared | LockNonBlocking) == 0;

    /// <summary>The name that an open file has now; null where /proc is not there.</summary>
    public static string? NameOf(int descriptor)
    {
        byte* name = stackalloc byte[LongestPath];
        fixed (byte* link = Terminated($"/proc/self/fd/{descriptor}"))
        {
            nint length = ReadLink(link, name, LongestPath);
            return length < 0 ? null : Encoding.UTF8.GetString(name, (int)length);
        }
    }

    public static void Close(int descriptor) => _ = CloseDescriptor(descriptor);

    /// <summary>The words of the system for the last error.</summary>
    public static string LastError() => Marshal.GetPInvokeErrorMessage(Marshal.GetLastSystemError());

    private static byte[] Terminated(string text) => Encoding.UTF8.GetBytes(text + "\0");

    [DllImport("libc", EntryPoint = "open", ExactSpelling = true)]
    private static extern int Open(byte* path, int flags, uint mode);

    [DllImport("libc", EntryPoint = "close", ExactSpelling = true)]
    private static extern int CloseDescriptor(int descriptor);

    [DllImport("libc", EntryPoint = "flock", ExactSpelling = true)]
    private static extern int Flock(int descriptor, int operation);

    [DllImport("libc", EntryPoint = "readlink", ExactSpelling = true)]
    private static extern nint ReadLink(byte* path, byte* buffer, nuint size);
}
