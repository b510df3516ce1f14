namespace MailAuth.Passwords;

/// <summary>Where and how many hashes are computed at once.</summary>
public sealed class HashExecutorOptions
{
    /// <summary>Whether hashes are computed on the caller's own thread, without queue: for short-lived processes. Default <see langword="false"/>.</summary>
    public bool Inline { get; set; }

    /// <summary>How many hashes are computed at once, each on a thread of its own: 1 to 256. Default (0): the number of processors.</summary>
    public int Threads { get; set; }

    /// <summary>The memory that hashes may use at once, in MiB: 1 to 65,536. A single hash over it runs alone. Default 256.</summary>
    public int MemoryMiB { get; set; } = 256;

    /// <summary>How many hashes may wait; past that a login is temporarily unavailable. 0 to 100,000. Default 256.</summary>
    public int QueueLength { get; set; } = 256;

    internal void Check(Configuration.ConfigurationProblems problems)
    {
        problems.Range("passwords.executor.threads", Threads, 0, 256);
        problems.Range("passwords.executor.memoryMiB", MemoryMiB, 1, 65_536);
        problems.Range("passwords.executor.queueLength", QueueLength, 0, 100_000);
    }
}
