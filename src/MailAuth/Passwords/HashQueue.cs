namespace MailAuth.Passwords;

/// <summary>
/// The jobs that wait: a line for each network, first come, first served, and the lines take turns. Where all places are taken, a network with fewer jobs than another takes the last place
/// of the longest line: one that fills the queue keeps itself out, and nobody else. Used under the executor's lock; every step takes the same time however many wait.
/// </summary>
internal sealed class HashQueue(int capacity)
{
    private readonly Dictionary<ulong, Line> lines = [];

    /// <summary>The lines in the order of their turns.</summary>
    private readonly LinkedList<Line> turns = [];

    /// <summary>The lines of each length that there is.</summary>
    private readonly Dictionary<int, LinkedList<Line>> byLength = [];

    private int count;
    private int longest;

    public bool IsEmpty => count == 0;

    /// <summary>The job whose turn it is. There must be one.</summary>
    public HashJob Next => turns.First!.Value.Jobs.First!.Value;

    /// <summary>Adds a job to its network's line.</summary>
    /// <param name="job">The job.</param>
    /// <param name="evenIfFull">
    /// Set where a thread is free and only memory is not: whether there is an answer now must not tell how much memory an account's hash takes, also where
    /// nothing may wait.
    /// </param>
    /// <param name="displaced">The job that lost its place, to be told so; null for none.</param>
    /// <returns>False where the queue is full, and no line is longer than this one would be.</returns>
    public bool TryAdd(HashJob job, bool evenIfFull, out HashJob? displaced)
    {
        displaced = null;
        if (count >= capacity && !evenIfFull)
        {
            int own = lines.TryGetValue(job.Network, out Line? waiting) ? waiting.Jobs.Count : 0;
            if (longest <= own + 1)
            {
                return false;
            }

            displaced = byLength[longest].First!.Value.Jobs.Last!.Value;
            Remove(displaced);
        }

        if (!lines.TryGetValue(job.Network, out Line? line))
        {
            line = new Line(job.Network);
            lines.Add(job.Network, line);
            line.Turn = turns.AddLast(line);
        }

        job.Place = line.Jobs.AddLast(job);
        count++;
        Move(line, line.Jobs.Count - 1);
        longest = Math.Max(longest, line.Jobs.Count);
        return true;
    }

    /// <summary>Takes the job whose turn it is; its network's next one has to wait for those of the others.</summary>
    public HashJob Take()
    {
        Line line = turns.First!.Value;
        HashJob job = line.Jobs.First!.Value;
        Remove(job);
        if (line.Jobs.Count > 0)
        {
            turns.Remove(line.Turn!);
            turns.AddLast(line.Turn!);
        }

        return job;
    }

    /// <summary>False where the job no longer waits.</summary>
    public bool TryRemove(HashJob job)
    {
        if (job.Place is null)
        {
            return false;
        }

        Remove(job);
        return true;
    }

    private void Remove(HashJob job)
    {
        Line line = lines[job.Network];
        line.Jobs.Remove(job.Place!);
        job.Place = null;
        count--;
        Move(line, line.Jobs.Count + 1);
        if (line.Jobs.Count == 0)
        {
            lines.Remove(line.Network);
            turns.Remove(line.Turn!);
        }

        // A line that was the longest is now one shorter: no other is longer than that, or it would have been.
        if (!byLength.ContainsKey(longest))
        {
            longest--;
        }
    }

    private void Move(Line line, int lengthBefore)
    {
        if (lengthBefore > 0 && byLength[lengthBefore] is var before)
        {
            before.Remove(line.OfLength!);
            if (before.Count == 0)
            {
                byLength.Remove(lengthBefore);
            }
        }

        if (line.Jobs.Count > 0)
        {
            if (!byLength.TryGetValue(line.Jobs.Count, out LinkedList<Line>? after))
            {
                byLength.Add(line.Jobs.Count, after = []);
            }

            line.OfLength = after.AddLast(line);
        }
    }

    private sealed class Line(ulong network)
    {
        public ulong Network { get; } = network;

        public LinkedList<HashJob> Jobs { get; } = [];

        public LinkedListNode<Line>? Turn { get; set; }

        public LinkedListNode<Line>? OfLength { get; set; }
    }
}
