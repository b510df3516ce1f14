using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;

namespace MailHost.Connections;

/// <summary>Reads lines, and counted bytes between them, off a pipe. A line ends with LF; a CR before it belongs to the line end.</summary>
internal sealed class LineReader(PipeReader input, int discardLimit)
{
    /// <summary>How much of an over-long line is kept: enough to answer it by its tag.</summary>
    private const int KeptOfTooLong = 64;

    /// <summary>Appends the next line, without its line end. Of an over-long one it appends the beginning.</summary>
    public async ValueTask<LineStatus> ReadLineAsync(WireBuffer target, int limit, CancellationToken cancellationToken)
    {
        bool tooLong = false;
        long discarded = 0;
        while (true)
        {
            ReadResult read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            ReadOnlySequence<byte> buffer = read.Buffer;
            SequencePosition? lineFeed = buffer.PositionOf((byte)'\n');
            ReadOnlySequence<byte> line = lineFeed is { } found ? buffer.Slice(0, found) : buffer;
            if (!tooLong && line.Length > limit + 1)
            {
                tooLong = true;
                Append(target, line.Slice(0, Math.Min(line.Length, KeptOfTooLong)));
            }

            if (lineFeed is { } end)
            {
                if (!tooLong)
                {
                    int start = target.Length;
                    Append(target, line);
                    if (target.Length > start && target.Span[^1] == '\r')
                    {
                        target.Truncate(target.Length - 1);
                    }

                    tooLong = target.Length - start > limit;
                }

                Consume(buffer, buffer.GetPosition(1, end));
                return tooLong ? LineStatus.TooLong : LineStatus.Line;
            }

            if (tooLong)
            {
                discarded += buffer.Length;
                Consume(buffer, buffer.End);
                if (discarded > discardLimit)
                {
                    return LineStatus.Endless;
                }
            }
            else
            {
                input.AdvanceTo(buffer.Start, buffer.End);
            }

            if (read.IsCompleted)
            {
                return LineStatus.End;
            }
        }
    }

    /// <summary>Appends the next <paramref name="count"/> bytes; <see langword="false"/> where the client is gone before the last of them.</summary>
    public async ValueTask<bool> ReadBytesAsync(WireBuffer target, int count, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            ReadResult read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            ReadOnlySequence<byte> taken = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, count));
            Append(target, taken);
            count -= (int)taken.Length;
            Consume(read.Buffer, taken.End);
            if (read.IsCompleted && count > 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Hands over what has come, at least one byte; <see langword="false"/> where the client is gone.</summary>
    /// <param name="take">Takes bytes, and gives how many of them: fewer than all where it wants no more.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<bool> ReadSomeAsync(TakeBytes take, CancellationToken cancellationToken)
    {
        ReadResult read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
        long taken = 0;
        foreach (ReadOnlyMemory<byte> part in read.Buffer)
        {
            int count = take(part.Span);
            taken += count;
            if (count < part.Length)
            {
                break;
            }
        }

        Consume(read.Buffer, read.Buffer.GetPosition(taken));
        return taken > 0;
    }

    /// <summary>Whether the client has already sent the whole of its next line.</summary>
    public bool HasLine()
    {
        if (!input.TryRead(out ReadResult read))
        {
            return false;
        }

        bool has = read.Buffer.PositionOf((byte)'\n') is not null;
        input.AdvanceTo(read.Buffer.Start);
        return has;
    }

    /// <summary>Throws away what the client has sent already; says whether there was any.</summary>
    public bool Discard()
    {
        if (!input.TryRead(out ReadResult read))
        {
            return false;
        }

        bool any = !read.Buffer.IsEmpty;
        Consume(read.Buffer, read.Buffer.End);
        return any;
    }

    private static void Append(WireBuffer target, ReadOnlySequence<byte> bytes)
    {
        foreach (ReadOnlyMemory<byte> part in bytes)
        {
            target.Append(part.Span);
        }
    }

    /// <summary>Gives bytes back to the pipe. They may have held a password and their memory goes on to another connection: zeroed first.</summary>
    private void Consume(ReadOnlySequence<byte> buffer, SequencePosition end)
    {
        foreach (ReadOnlyMemory<byte> part in buffer.Slice(0, end))
        {
            MemoryMarshal.AsMemory(part).Span.Clear();
        }

        input.AdvanceTo(end);
    }
}
