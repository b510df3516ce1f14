namespace MailAuth.Accounts;

/// <summary>The accounts of a passwd-file as it was at one moment.</summary>
internal sealed class PasswdFileSnapshot
{
    /// <summary>This many problems are kept with their lines; the rest is counted.</summary>
    public const int MaximumProblems = 1000;

    /// <summary>What is wrong with a line that the reader gave up.</summary>
    public static readonly string TooLong = $"it is longer than {PasswdFileReader.MaximumLineLength} bytes";

    private readonly List<PasswdFileProblem> problems = [];

    private PasswdFileSnapshot(PasswdFileStamp stamp) => Stamp = stamp;

    public InMemoryAccountStore Accounts { get; } = [];

    public IReadOnlyList<PasswdFileProblem> Problems => problems;

    public int ProblemCount { get; private set; }

    /// <summary>What the file looked like when it was read.</summary>
    public PasswdFileStamp Stamp { get; }

    /// <summary>
    /// Reads a whole file, the one that was opened: that another is renamed over it meanwhile changes nothing of it, and the stamp then tells that there is another.
    /// </summary>
    /// <param name="path">Where it was opened, for messages.</param>
    /// <param name="reader">The file, of which nothing was read yet.</param>
    /// <param name="stamp">What it looked like when it was opened.</param>
    /// <param name="parser">What its lines are read with.</param>
    /// <exception cref="IOException">It can't be read, or it was written to while it was read.</exception>
    public static PasswdFileSnapshot Read(string path, PasswdFileReader reader, PasswdFileStamp stamp, PasswdFileParser parser)
    {
        PasswdFileSnapshot snapshot = new(stamp);
        while (reader.TryReadLine(out ReadOnlySpan<byte> line, out bool tooLong))
        {
            snapshot.Take(path, reader.LineNumber, line, tooLong, parser);
        }

        return PasswdFileStamp.Of(reader.Handle) == stamp ? snapshot : throw new IOException("it was written to while it was read");
    }

    private void Take(string path, int number, ReadOnlySpan<byte> line, bool tooLong, PasswdFileParser parser)
    {
        string? problem = null;
        if (tooLong)
        {
            problem = TooLong;
        }
        else if (!PasswdFileParser.IsIgnored(line) && parser.Parse(line, out problem) is { } account && !Accounts.TryAdd(account))
        {
            problem = $"an earlier line has the address {account.Address} too";
        }

        if (problem is not null && ++ProblemCount <= MaximumProblems)
        {
            problems.Add(new PasswdFileProblem(path, number, problem));
        }
    }
}
