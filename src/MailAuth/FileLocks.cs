using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace MailAuth;

/// <summary>
/// Locks that processes share: files, each locked by whoever has it open. The system releases a lock with its process, however that ends. Who finds one taken looks again
/// after a pause that grows to some 40 milliseconds; nobody is served in turn.
/// <para>
/// .NET's own way to a lock (on Unix flock(2)) is to open the file with <see cref="FileShare.None"/>, which answers "taken" with an exception, and hundreds of processes that
/// wait would do little else than throw. So on Linux the file is opened and locked by the system's own functions.
/// </para>
/// </summary>
internal static class FileLocks
{
    private const int LongestPause = 32;
    private const int Exclusive = 2;
    private const int NonBlocking = 4;
    private const int LinuxWouldBlock = 11;
    private const int BsdWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    // open(2) on Linux: the same numbers on x64 and arm64.
    private const int ReadOnly = 0;
    private const int ReadWrite = 2;
    private const int CloseOnExec = 0x80000;
    private const int NoSuchFile = 2;

    /// <summary>How long to wait after so many attempts. The processes that wait do not all look at the same moments.</summary>
    public static TimeSpan Pause(int attempts) =>
        TimeSpan.FromMilliseconds((attempts < 6 ? 1 << (attempts - 1) : LongestPause) + (Environment.ProcessId % 8));

    /// <summary>Takes a lock.</summary>
    /// <param name="path">Its file. It is made where there is none, for those who may write to its directory, and stays.</param>
    /// <param name="problem">Why it can't be locked by anybody here; null where it can.</param>
    /// <returns>The lock, to be disposed; null where another has it, or there is a problem.</returns>
    public static SafeFileHandle? TryTake(string path, out string? problem)
    {
        SafeFileHandle? file = Open(path, out problem);
        if (file is not null && TryLock(file, out problem))
        {
            return file;
        }

        file?.Dispose();
        return null;
    }

    /// <summary>Opens a lock's file, made where there is none, to try for the lock again and again.</summary>
    /// <returns>The file, to be disposed, not locked yet; null where there is a problem, and but on Linux also where another has it.</returns>
    public static SafeFileHandle? Open(string path, out string? problem)
    {
        problem = null;
        try
        {
            return OpenUnlocked(path, FileAccess.ReadWrite);
        }
        catch (FileNotFoundException)
        {
            return TryMake(path, out problem);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problem = IsTaken(error) ? null : error.Message;
            return null;
        }
    }

    /// <summary>Locks an open file, where nobody else has. False, too, where files can't be locked there, which is then the problem.</summary>
    public static bool TryLock(SafeFileHandle file, out string? problem)
    {
        problem = null;
        if (!OperatingSystem.IsLinux() || Flock(file, Exclusive | NonBlocking) == 0)
        {
            return true;
        }

        int error = Marshal.GetLastPInvokeError();
        problem = error is LinuxWouldBlock or BsdWouldBlock ? null : $"files can't be locked there: {Marshal.GetPInvokeErrorMessage(error)}";
        return false;
    }

    /// <summary>Opens a file that is there to be read, and locks it.</summary>
    /// <returns>The locked file, to be disposed; null where another has locked it.</returns>
    /// <exception cref="IOException">It can't be opened, or files can't be locked there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public static SafeFileHandle? TryTakeToRead(string path)
    {
        SafeFileHandle file;
        try
        {
            file = OpenUnlocked(path, FileAccess.Read);
        }
        catch (IOException error) when (IsTaken(error))
        {
            return null;
        }

        if (TryLock(file, out string? problem))
        {
            return file;
        }

        file.Dispose();
        return problem is null ? null : throw new IOException(problem);
    }

    /// <summary>Opens a file that is there; but on Linux, locks it too.</summary>
    private static SafeFileHandle OpenUnlocked(string path, FileAccess access)
    {
        if (!OperatingSystem.IsLinux())
        {
            return File.OpenHandle(path, FileMode.Open, access, FileShare.None);
        }

        int descriptor = OpenFile(Encoding.UTF8.GetBytes(path + '\0'), (access == FileAccess.Read ? ReadOnly : ReadWrite) | CloseOnExec, 0);
        if (descriptor >= 0)
        {
            return new SafeFileHandle(descriptor, ownsHandle: true);
        }

        int error = Marshal.GetLastPInvokeError();
        string message = $"{path} can't be opened: {Marshal.GetPInvokeErrorMessage(error)}";
        throw error == NoSuchFile ? new FileNotFoundException(message, path) : new IOException(message);
    }

    private static SafeFileHandle? TryMake(string path, out string? problem)
    {
        problem = null;
        try
        {
            File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None).Dispose();
            ShareWithDirectory(path);
            return OpenUnlocked(path, FileAccess.ReadWrite);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another was first: the next attempt finds the file.
            problem = IsTaken(error) || File.Exists(path) ? null : error.Message;
            return null;
        }
    }

    private static bool IsTaken(Exception error) => error is IOException { HResult: LinuxWouldBlock or BsdWouldBlock or WindowsSharingViolation };

    /// <summary>Processes of other users share the lock: the file is for those who may write to its directory, whoever made it and whatever his umask is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="withOthers">Whether it may be for everybody, where everybody may write to its directory: not a file that holds password hashes.</param>
    public static void ShareWithDirectory(string path, bool withOthers = true)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            string directory = Path.GetDirectoryName(path)!;
            UnixFileMode mode = File.GetUnixFileMode(directory);
            UnixFileMode group = mode.HasFlag(UnixFileMode.GroupWrite) ? UnixFileMode.GroupRead | UnixFileMode.GroupWrite : UnixFileMode.None;
            UnixFileMode others = withOthers && mode.HasFlag(UnixFileMode.OtherWrite) ? UnixFileMode.OtherRead | UnixFileMode.OtherWrite : UnixFileMode.None;
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | group | others);
            if (Environment.IsPrivilegedProcess && FileOwner.Of(directory) is { } owner)
            {
                owner.TryGive(path);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A file system without modes or owners.
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int OpenFile(byte[] path, int flags, uint mode);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static extern int Flock(SafeFileHandle file, int operation);
}
