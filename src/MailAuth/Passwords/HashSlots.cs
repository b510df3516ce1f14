using Microsoft.Win32.SafeHandles;

namespace MailAuth.Passwords;

/// <summary>
/// The slots that short-lived processes share, so that a thousand of them do not hash at once: files in a directory, each locked by whoever hashes.
/// </summary>
internal sealed class HashSlots
{
    private readonly string directory;
    private readonly int count;
    private readonly TimeSpan patience;
    private readonly TimeProvider timeProvider;

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
        var files = new SafeFileHandle?[count];
        SafeFileHandle? slot = null;
        try
        {
            for (int attempts = 1; ; attempts++)
            {
                slot = TakeFree(files, out problem);
                if (slot is not null || problem is not null || !wait || timeProvider.GetElapsedTime(start) >= patience || cancellationToken.IsCancellationRequested)
                {
                    return slot;
                }

                Pause(FileLocks.Pause(attempts), cancellationToken);
            }
        }
        finally
        {
            foreach (SafeFileHandle? file in files)
            {
                if (!ReferenceEquals(file, slot))
                {
                    file?.Dispose();
                }
            }
        }
    }

    /// <summary>Looks at each slot once. The files stay open from one look to the next.</summary>
    private SafeFileHandle? TakeFree(SafeFileHandle?[] files, out string? problem)
    {
        problem = null;
        for (int i = 0; i < count && problem is null; i++)
        {
            int number = (Environment.ProcessId + i) % count;
            files[number] ??= FileLocks.Open(Path.Combine(directory, $"hash-slot-{number}"), out problem);
            if (files[number] is { } file && FileLocks.TryLock(file, out problem))
            {
                return file;
            }
        }

        return null;
    }
}
