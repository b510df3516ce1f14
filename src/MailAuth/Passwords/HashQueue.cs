namespace MailAuth.Passwords;

/// <summary>
/// The jobs that wait. Those of names that are known in their networks have lines of their own, and every other turn: a flood of strangers holds none of them up. Where all places are taken, a
/// known one takes the place of a stranger, and a network with fewer jobs than another the last place of the longest line: one that fills the queue keeps itself out, and nobody else.
/// Used under the executor's lock.
/// </summary>
internal sealed class HashQueue(int capacity)
{
    private readonly NetworkLines known = new();
    private readonly NetworkLines strangers = new();
    private bool isTurnOfKnown = true;

    /// <summary>How many jobs wait.</summary>
    public int Count => known.Count + strangers.Count;

    public bool IsEmpty => Count == 0;

    /// <summary>The job whose turn it is. There must be one.</summary>
    public HashJob Next => NextLines.Next;

    private NetworkLines NextLines => strangers.Count == 0 || (isTurnOfKnown && known.Count > 0) ? known : strangers;

    /// <summary>Adds a job to its line.</summary>
    /// <param name="job">The job.</param>
    /// <param name="evenIfFull">
    /// Set where a thread is free and only memory is not: whether there is an answer now must not tell how much memory an account's hash takes, also where
    /// nothing may wait.
    /// </param>
    /// <param name="displaced">The job that lost its place, to be told so; null for none.</param>
    /// <returns>False where the queue is full, and nobody gives way.</returns>
    public bool TryAdd(HashJob job, bool evenIfFull, out HashJob? displaced)
    {
        NetworkLines lines = LinesOf(job);
        displaced = null;
        if (known.Count + strangers.Count >= capacity && !evenIfFull)
        {
            NetworkLines giving = job.IsKnown && strangers.Count > 0 ? strangers : lines;
            if (giving == lines && lines.Longest <= lines.LengthOf(job.Network) + 1)
            {
                return false;
            }

            if (giving.Count == 0)
            {
                return false;
            }

            displaced = giving.LastOfLongest;
            giving.Remove(displaced);
        }

        lines.Add(job);
        return true;
    }

    /// <summary>Takes the job whose turn it is.</summary>
    public HashJob Take()
    {
        HashJob job = NextLines.Take();
        isTurnOfKnown = !job.IsKnown;
        return job;
    }

    /// <summary>False where the job no longer waits.</summary>
    public bool TryRemove(HashJob job)
    {
        if (job.Place is null)
        {
            return false;
        }

        LinesOf(job).Remove(job);
        return true;
    }

    private NetworkLines LinesOf(HashJob job) => job.IsKnown ? known : strangers;
}
