using Microsoft.Win32.SafeHandles;

namespace MailAuth.Passwords;

/// <summary>
/// The slots that short-lived processes share, so that a thousand of them do not hash at once (rule 15): files in a directory, each locked by
/// whoever hashes. The system releases a lock with its process, however that ends. Who finds none free looks again after a pause that grows to
/// some 40 milliseconds; nobody is served in turn.
/// </summary>
internal sealed class HashSlots
{
    private const int FirstPause = 1;
    private const int LongestPause = 32;
    private const int LinuxWouldBlock = 11;
    private const int BsdWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    private readonly string directory;
    private readonly int count;
    private readonly TimeSpan patience;
    private readonly TimeProvider timeProvider;
    private volatile bool locksWork;

    /// <param name="directory">An existing directory that every one of the processes may write to, and nobody else.</param>
    /// <param name="count">How many slots there are, the same number for every process.</param>
    /// <param name="patience">How long one is waited for.</param>
    /// <param name="timeProvider">The clock of that wait.</param>
    public HashSlots(string directory, int count, TimeSpan patience, TimeProvider timeProvider)
    {
        this.directory = directory;
        this.count = count;
        this.patience = patience;
        this.timeProvider = timeProvider;
    }

    /// <summary>For tests: what a pause is.</summary>
    internal Action<TimeSpan, CancellationToken> Pause { get; set; } = static (time, cancellationToken) => cancellationToken.WaitHandle.WaitOne(time);

    /// <summary>Takes a slot.</summary>
    /// <param name="wait">Whether one is waited for where none is free.</param>
    /// <param name="problem">Why slots can't be used at all; null where they can.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The slot, to be disposed; null where none was free, slots can't be used, or the wait was cancelled.</returns>
    public SafeFileHandle? Take(bool wait, out string? problem, CancellationToken cancellationToken)
    {
        long start = timeProvider.GetTimestamp();
        for (int pause = FirstPause; ; pause = Math.Min(2 * pause, LongestPause))
        {
            SafeFileHandle? slot = TakeFree(out problem);
            if (slot is not null || problem is not null || !wait || timeProvider.GetElapsedTime(start) >= patience || cancellationToken.IsCancellationRequested)
            {
                return slot;
            }

            // The processes that wait do not all look at the same moments.
            Pause(TimeSpan.FromMilliseconds(pause + (Environment.ProcessId % 8)), cancellationToken);
        }
    }

    private SafeFileHandle? TakeFree(out string? problem)
    {
        for (int i = 0; i < count; i++)
        {
            string path = Path.Combine(directory, $"hash-slot-{(Environment.ProcessId + i) % count}");
            if (TryLock(path, out problem) is not { } slot)
            {
                if (problem is not null)
                {
                    return null;
                }

                continue;
            }

            // Where the file system or a switch of .NET turns locks off, every lock succeeds: then a slot would bound nothing.
            if (!locksWork && TryLock(path, out problem) is { } second)
            {
                second.Dispose();
                slot.Dispose();
                problem = "files can't be locked there";
                return null;
            }

            locksWork = true;
            return slot;
        }

        problem = null;
        return null;
    }

    /// <summary>Null where it is locked, or can't be; then there is a problem.</summary>
    private static SafeFileHandle? TryLock(string path, out string? problem)
    {
        problem = null;
        try
        {
            // On Unix, FileShare.None is flock(2) with LOCK_EX and LOCK_NB, which belongs to the open file and ends with it.
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error.HResult is LinuxWouldBlock or BsdWouldBlock or WindowsSharingViolation)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problem = error.Message;
            return null;
        }
    }
}
