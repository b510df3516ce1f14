using System.Buffers;
using MailHost.Connections;

namespace MailHost.Submission;

/// <summary>Reads the text of DATA off a connection, within a size and a time.</summary>
internal sealed class MessageReader(MailConnection connection, int limit, TimeSpan time, TimeProvider timeProvider)
{
    private readonly ArrayBufferWriter<byte> chunk = new();
    private MessageData data;

    /// <summary>The message's octets so far.</summary>
    public long Size { get; private set; }

    /// <summary>Reads a message to its end, or as far as it is wanted.</summary>
    /// <param name="write">Gets the message piece by piece; none of what is over the limit.</param>
    public async ValueTask<MessageStatus> ReadAsync(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write)
    {
        long started = timeProvider.GetTimestamp();
        while (!data.IsEnd)
        {
            TimeSpan left = time - timeProvider.GetElapsedTime(started);
            if (!await connection.ReadSomeAsync(Take, left > TimeSpan.Zero ? left : TimeSpan.Zero).ConfigureAwait(false))
            {
                return MessageStatus.End;
            }

            Size += chunk.WrittenCount;
            if (Size <= limit)
            {
                await write(chunk.WrittenMemory, connection.Stopping).ConfigureAwait(false);
            }
            else if (Size > 4L * limit)
            {
                return MessageStatus.Endless;
            }

            chunk.ResetWrittenCount();
        }

        return data.HasBareLineEnd ? MessageStatus.BareLineEnd : Size > limit ? MessageStatus.TooLarge : MessageStatus.Message;
    }

    private int Take(ReadOnlySpan<byte> bytes) => data.Take(bytes, chunk);
}
