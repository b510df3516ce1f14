namespace MailAuth.Passwords;

/// <summary>Where and how many hashes are computed at once. An engine keeps what it was made with: a reload changes none of it. In <c>mailauth.json</c>: <c>passwords.executor</c>.</summary>
public sealed class HashExecutorOptions
{
    /// <summary>
    /// Whether hashes are computed on the caller's own thread, without queue, and each usage record is handed to the sink before its login is answered: for
    /// short-lived processes. With a <see cref="MailAuthOptions.StateDirectory"/> the processes of a host share slots there; where it can't be used, logins that need a
    /// hash are temporarily unavailable. Without one, nothing bounds how many of them compute at once. Default <see langword="false"/>.
    /// </summary>
    public bool Inline { get; set; }

    /// <summary>How many hashes are computed at once, each on a thread of its own: 1 to 256. Default (0): the number of processors. Not for <see cref="Inline"/>.</summary>
    public int Threads { get; set; }

    /// <summary>The memory that hashes may use at once, in MiB: 1 to 65,536. A single hash over it runs alone. Default 256. Not for <see cref="Inline"/>.</summary>
    public int MemoryMiB { get; set; } = 256;

    /// <summary>How many hashes may wait; past that a login is temporarily unavailable. 0 to 100,000. Default 256. Not for <see cref="Inline"/>.</summary>
    public int QueueLength { get; set; } = 256;

    /// <summary>How many hashes short-lived processes (<see cref="Inline"/>, with a state directory) compute at once, the same for all: 1 to 256. Default (0): the number of processors.</summary>
    public int Slots { get; set; }

    /// <summary>How long a login waits for a slot before it is temporarily unavailable: 0 to 60 seconds. A rehash never waits. Default 10 seconds.</summary>
    public TimeSpan SlotWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A copy that later changes to the options don't reach.</summary>
    internal HashExecutorOptions Copy() => (HashExecutorOptions)MemberwiseClone();

    internal void Check(Configuration.ConfigurationProblems problems)
    {
        problems.Range("passwords.executor.threads", Threads, 0, 256);
        problems.Range("passwords.executor.memoryMiB", MemoryMiB, 1, 65_536);
        problems.Range("passwords.executor.queueLength", QueueLength, 0, 100_000);
        problems.Range("passwords.executor.slots", Slots, 0, 256);
        if (SlotWait < TimeSpan.Zero || SlotWait > TimeSpan.FromSeconds(60))
        {
            problems.Add("passwords.executor.slotWait", SlotWait, "must be from 0 to 60 seconds");
        }
    }
}
