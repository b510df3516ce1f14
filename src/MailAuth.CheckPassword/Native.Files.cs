using System.Runtime.InteropServices;
using System.Text;

namespace MailAuth.CheckPassword;

/// <summary>Opening, locking and naming files.</summary>
internal static unsafe partial class Native
{
    private const int WriteOnly = 0x1, Create = 0x40, Append = 0x400, CloseOnExec = 0x80000;
    private const uint OwnerAndGroup = 0x1B0;
    private const int LockShared = 1, LockNonBlocking = 4;
    private const int LongestPath = 4096;

    /// <summary>Opens a file for appending, made where it is not there yet, for its owner and group. Negative where it can't be opened.</summary>
    public static int OpenToAppend(string path)
    {
        fixed (byte* name = Terminated(path))
        {
            return Open(name, WriteOnly | Create | Append | CloseOnExec, OwnerAndGroup);
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
