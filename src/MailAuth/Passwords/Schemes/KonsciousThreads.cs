namespace MailAuth.Passwords.Schemes;

/// <summary>
/// Konscious does its work in thread-pool items, of which each lane of a hash keeps one worker busy. The pool starts workers past its minimum slowly, so that with as many
/// hashes as processors everything else on the pool would stand behind them. What hashes take at once at most is therefore added to the pool's minimum, once, and stays.
/// </summary>
internal static class KonsciousThreads
{
    private static readonly Lock Gate = new();
    private static int taken;
    private static int added;

    /// <summary>Before a hash. Costs nothing where as much has been taken before.</summary>
    public static void Take(int lanes)
    {
        lock (Gate)
        {
            taken += lanes;
            if (taken > added)
            {
                ThreadPool.GetMinThreads(out int workers, out int completions);

                // Refused where it would pass the pool's maximum: then the host wants no more threads.
                ThreadPool.SetMinThreads(workers + taken - added, completions);
                added = taken;
            }
        }
    }

    /// <summary>After it.</summary>
    public static void GiveBack(int lanes)
    {
        lock (Gate)
        {
            taken -= lanes;
        }
    }
}
