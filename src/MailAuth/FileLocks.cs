using Microsoft.Win32.SafeHandles;

namespace MailAuth;

/// <summary>
/// Locks that processes share: files, each locked by whoever has it open. The system releases a lock with its process, however that ends. Who finds one taken looks again
/// after a pause that grows to some 40 milliseconds; nobody is served in turn.
/// </summary>
internal sealed class FileLocks
{
    private const int LongestPause = 32;
    private const int LinuxWouldBlock = 11;
    private const int BsdWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    private volatile bool locksWork;

    /// <summary>How long to wait after so many attempts. The processes that wait do not all look at the same moments.</summary>
    public static TimeSpan Pause(int attempts) =>
        TimeSpan.FromMilliseconds((attempts < 6 ? 1 << (attempts - 1) : LongestPause) + (Environment.ProcessId % 8));

    /// <summary>Takes a lock.</summary>
    /// <param name="path">Its file. It is made where there is none, for those who may write to its directory, and stays.</param>
    /// <param name="problem">Why it can't be locked by anybody here; null where it can.</param>
    /// <returns>The lock, to be disposed; null where another has it, or there is a problem.</returns>
    public SafeFileHandle? TryTake(string path, out string? problem)
    {
        if (TryLock(path, out problem) is not { } taken)
        {
            return null;
        }

        // Where the file system or a switch of .NET turns locks off, every lock succeeds: then none would keep anybody out.
        if (!locksWork && TryLock(path, out problem) is { } second)
        {
            second.Dispose();
            problem = "files can't be locked there";
        }

        if (problem is not null)
        {
            taken.Dispose();
            return null;
        }

        locksWork = true;
        return taken;
    }

    /// <summary>Opens a file that is there to be read, and locks it.</summary>
    /// <returns>The locked file, to be disposed; null where another has locked it.</returns>
    /// <exception cref="IOException">It can't be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public static SafeFileHandle? TryTakeToRead(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.None);
        }
        catch (IOException error) when (IsTaken(error))
        {
            return null;
        }
    }

    /// <summary>Null where it is locked, or can't be; then there is a problem.</summary>
    private static SafeFileHandle? TryLock(string path, out string? problem)
    {
        problem = null;
        try
        {
            return Open(path, FileMode.Open);
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

    private static SafeFileHandle? TryMake(string path, out string? problem)
    {
        problem = null;
        try
        {
            SafeFileHandle made = Open(path, FileMode.CreateNew);
            ShareWithDirectory(path);
            return made;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another was first: it is his until he lets it go.
            problem = IsTaken(error) || File.Exists(path) ? null : error.Message;
            return null;
        }
    }

    /// <summary>On Unix, FileShare.None is flock(2) with LOCK_EX and LOCK_NB, which belongs to the open file and ends with it.</summary>
    private static SafeFileHandle Open(string path, FileMode mode) => File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.None);

    private static bool IsTaken(Exception error) => error is IOException { HResult: LinuxWouldBlock or BsdWouldBlock or WindowsSharingViolation };

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
}
