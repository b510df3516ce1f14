namespace MailAuth.Passwords;

/// <summary>The jobs that wait, first come, first served. Used under the executor's lock.</summary>
internal sealed class HashQueue(int capacity)
{
    private readonly LinkedList<HashJob> jobs = [];

    public bool IsEmpty => jobs.Count == 0;

    /// <summary>The job whose turn it is. There must be one.</summary>
    public HashJob Next => jobs.First!.Value;

    /// <summary>False where the queue is full.</summary>
    /// <param name="job">The job.</param>
    /// <param name="evenIfFull">
    /// Set where a thread is free and only memory is not: whether there is an answer now must not tell how much memory an account's hash takes, also where
    /// nothing may wait.
    /// </param>
    public bool TryAdd(HashJob job, bool evenIfFull)
    {
        if (jobs.Count >= capacity && !evenIfFull)
        {
            return false;
        }

        job.Place = jobs.AddLast(job);
        return true;
    }

    /// <summary>False where the job no longer waits.</summary>
    public bool TryRemove(HashJob job)
    {
        if (job.Place is null)
        {
            return false;
        }

        jobs.Remove(job.Place);
        job.Place = null;
        return true;
    }
}
