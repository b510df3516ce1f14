namespace MailAuth.Passwords;

/// <summary>
/// Jobs that wait in a line for each network, first come, first served; the lines take turns. Every step takes the same time however many wait. Used under the executor's lock.
/// </summary>
internal sealed class NetworkLines
{
    private readonly Dictionary<ulong, Line> lines = [];

    /// <summary>The lines in the order of their turns.</summary>
    private readonly LinkedList<Line> turns = [];

    /// <summary>The lines of each length that there is.</summary>
    private readonly Dictionary<int, LinkedList<Line>> byLength = [];

    /// <summary>How many jobs wait.</summary>
    public int Count { get; private set; }

    /// <summary>The length of the longest line.</summary>
    public int Longest { get; private set; }

    /// <summary>The job whose turn it is. There must be one.</summary>
    public HashJob Next => turns.First!.Value.Jobs.First!.Value;

    /// <summary>The last job of the longest line. There must be one.</summary>
    public HashJob LastOfLongest => byLength[Longest].First!.Value.Jobs.Last!.Value;

    /// <summary>How many jobs of a network wait.</summary>
    public int LengthOf(ulong network) => lines.TryGetValue(network, out Line? line) ? line.Jobs.Count : 0;

    public void Add(HashJob job)
    {
        if (!lines.TryGetValue(job.Network, out Line? line))
        {
            line = new Line(job.Network);
            lines.Add(job.Network, line);
            line.Turn = turns.AddLast(line);
        }

        job.Place = line.Jobs.AddLast(job);
        Count++;
        Move(line, line.Jobs.Count - 1);
        Longest = Math.Max(Longest, line.Jobs.Count);
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

    public void Remove(HashJob job)
    {
        Line line = lines[job.Network];
        line.Jobs.Remove(job.Place!);
        job.Place = null;
        Count--;
        Move(line, line.Jobs.Count + 1);
        if (line.Jobs.Count == 0)
        {
            lines.Remove(line.Network);
            turns.Remove(line.Turn!);
        }

        // A line that was the longest is now one shorter: no other is longer than that, or it would have been.
        if (!byLength.ContainsKey(Longest))
        {
            Longest--;
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
