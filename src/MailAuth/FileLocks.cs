using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MailAuth;

/// <summary>
/// Locks that processes share: files, each locked by whoever has it open. The system releases a lock with its process, however that ends. Who finds one taken looks again
/// after a pause that grows to some 40 milliseconds; nobody is served in turn.
/// <para>
/// On Unix it is flock(2), called itself: .NET's own way to it is to open the file with <see cref="FileShare.None"/>, which answers "taken" with an exception, and hundreds of processes that
/// wait would do little else than throw. On Windows it is that.
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
    /// <returns>The file, to be disposed, not locked yet; null where there is a problem, and on Windows also where another has it.</returns>
    public static SafeFileHandle? Open(string path, out string? problem)
    {
        problem = null;
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, Share);
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
        if (OperatingSystem.IsWindows() || Flock(file, Exclusive | NonBlocking) == 0)
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
            file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, Share);
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

    private static FileShare Share => OperatingSystem.IsWindows() ? FileShare.None : FileShare.ReadWrite | FileShare.Delete;

    private static SafeFileHandle? TryMake(string path, out string? problem)
    {
        problem = null;
        try
        {
            SafeFileHandle made = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, Share);
            ShareWithDirectory(path);
            return made;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another was first: the next attempt finds the file.
            problem = IsTaken(error) || File.Exists(path) ? null : error.Message;
            return null;
        }
    }

    private static bool IsTaken(Exception error) => error is IOException { HResult: WindowsSharingViolation };

    /// <summary>Processes of other users share the lock: the file is for those who may write to its directory, whoever made it and whatever his umask is.</summary>
    private static void ShareWithDirectory(string path)
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
            UnixFileMode others = mode.HasFlag(UnixFileMode.OtherWrite) ? UnixFileMode.OtherRead | UnixFileMode.OtherWrite : UnixFileMode.None;
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

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static extern int Flock(SafeFileHandle file, int operation);
}
