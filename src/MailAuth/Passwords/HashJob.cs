namespace MailAuth.Passwords;

/// <summary>What the hash executor runs as one piece: all hash operations of one login.</summary>
internal abstract class HashJob
{
    /// <summary>The most memory that any of its operations fills, in KiB.</summary>
    public abstract int MemoryKiB { get; }

    /// <summary>Whether it waits for a slot that short-lived processes share.</summary>
    public virtual bool WaitsForSlot => true;

    /// <summary>For whom it is computed.</summary>
    public HashClient Client { get; init; }

    /// <summary>The network in whose line it waits.</summary>
    public ulong Network => Client.Network;

    /// <summary>Whether it waits with those who are known.</summary>
    public bool IsKnown => Client.IsKnown;

    /// <summary>Its place in the queue; null while it is in none.</summary>
    public LinkedListNode<HashJob>? Place { get; set; }

    /// <summary>Completed with true after it has run, with false where it never will; null for an inline executor.</summary>
    public TaskCompletionSource<bool>? Completion { get; set; }

    /// <summary>Runs it. Calls <see cref="HashExecutor.Count"/> before each operation. Reads no password after it has returned.</summary>
    public abstract void Run(HashExecutor executor);
}
