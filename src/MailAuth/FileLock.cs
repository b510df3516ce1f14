using Microsoft.Win32.SafeHandles;

namespace MailAuth;

/// <summary>An exclusive lock on a file, among processes. The system releases it with its process, however that ends.</summary>
internal static class FileLock
{
    private const int LinuxWouldBlock = 11;
    private const int BsdWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    /// <summary>Opens a file, made where it is not there yet, and locks it: on Unix flock(2) with LOCK_EX and LOCK_NB, which belongs to the open file and ends with it.</summary>
    /// <returns>The locked file, to be disposed; null where somebody else has locked it.</returns>
    /// <exception cref="IOException">It can't be opened, or files can't be locked there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public static SafeFileHandle? TryTake(string path) => TryOpen(path, FileMode.OpenOrCreate, FileAccess.ReadWrite);

    /// <summary>Opens a file that is there to be read, and locks it likewise.</summary>
    /// <inheritdoc cref="TryTake"/>
    public static SafeFileHandle? TryTakeToRead(string path) => TryOpen(path, FileMode.Open, FileAccess.Read);

    private static SafeFileHandle? TryOpen(string path, FileMode mode, FileAccess access)
    {
        try
        {
            return File.OpenHandle(path, mode, access, FileShare.None);
        }
        catch (IOException error) when (error.HResult is LinuxWouldBlock or BsdWouldBlock or WindowsSharingViolation)
        {
            return null;
        }
    }
}
