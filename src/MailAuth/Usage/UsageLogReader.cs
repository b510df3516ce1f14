namespace MailAuth.Usage;

/// <summary>Reads a usage log line by line.</summary>
internal sealed class UsageLogReader(Stream stream)
{
    /// <summary>A line of more bytes than this is bad: addresses, client ids and server names are bounded far below it.</summary>
    private const int LongestLine = 16 * 1024;

    private readonly byte[] buffer = new byte[4 * LongestLine];
    private int start;
    private int end;
    private bool skipping;

    /// <summary>How many lines could not be read so far. The last one, where it has no line feed, was cut off by a full disk or a crash.</summary>
    public long BadLines { get; private set; }

    /// <summary>The next record that can be read; null at the end.</summary>
    public UsageRecord? Read()
    {
        while (true)
        {
            int length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                ReadOnlySpan<byte> line = buffer.AsSpan(start, length);
                start += length + 1;
                if (Take(line) is { } record)
                {
                    return record;
                }

                continue;
            }

            if (end - start > LongestLine)
            {
                skipping = true;
                start = end;
            }

            if (!Fill())
            {
                BadLines += end > start || skipping ? 1 : 0;
                (start, skipping) = (end, false);
                return null;
            }
        }
    }

    private UsageRecord? Take(ReadOnlySpan<byte> line)
    {
        UsageRecord? record = skipping ? null : UsageLogLine.Read(line);
        skipping = false;
        BadLines += record is null && !line.IsEmpty ? 1 : 0;
        return record;
    }

    private bool Fill()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        int read = stream.Read(buffer.AsSpan(end));
        end += read;
        return read > 0;
    }
}
