namespace MailAuth.Passwords.Schemes;

/// <summary>
/// Konscious fills new memory for each hash and leaves it to the garbage collector, which lets hundreds of MiB of it lie on the large object heap: past the memory that the
/// hash executor admits. So it is collected as soon as it is worth it, as long as the rest of the heap is so small that this takes a few milliseconds.
/// </summary>
internal static class KonsciousGarbage
{
    private const long WorthIt = 48L << 20;
    private const long SmallHeap = 256L << 20;

    private static readonly Lock Gate = new();
    private static long left;
    private static int collections;

    /// <summary>After a hash, when nothing refers to its memory any more.</summary>
    public static void Leave(int memoryKiB)
    {
        lock (Gate)
        {
            int since = GC.CollectionCount(GC.MaxGeneration);
            left = (since == collections ? left : 0) + (memoryKiB * 1024L);
            collections = since;
            if (left < WorthIt || GC.GetTotalMemory(forceFullCollection: false) - left > SmallHeap)
            {
                return;
            }
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
    }
}
