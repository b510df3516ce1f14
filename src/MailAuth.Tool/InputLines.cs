using System.Security.Cryptography;
using MailAuth.Tool.JsonLines;

namespace MailAuth.Tool;

/// <summary>
/// The lines of standard input as bytes, without their ends (LF or CR LF). They may hold passwords: a line is zeroed when the next one is
/// asked for, and all that was read at the end.
/// </summary>
/// <param name="input">Standard input.</param>
/// <param name="longStrings">What shortens a line that would take more memory; null where lines are no JSON.</param>
internal sealed class InputLines(Stream input, LongStrings? longStrings = null) : IDisposable
{
    /// <summary>A line may be this long, in bytes, after its over-long strings were shortened; the rest of a longer one is thrown away.</summary>
    public const int MaximumLength = 256 * 1024;

    /// <summary>What is read at once, in bytes, and what a line takes without the buffer growing.</summary>
    public const int Room = 64 * 1024;

    private const int LeastRoom = Room / 4;
    private const int Largest = MaximumLength + Room;

    private byte[] buffer = new byte[Room];
    private int lastStart;
    private int start;
    private int end;
    private int searched;
    private bool hasEnded;

    /// <summary>Whether the next line has been read already, so that asking for it will not wait.</summary>
    public bool HasLine => buffer.AsSpan(start, end - start).Contains((byte)'\n');

    /// <summary>Whether the line that was read last went on beyond <see cref="MaximumLength"/>.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Reads the next line.</summary>
    /// <param name="line">The line, until the next call.</param>
    /// <returns>Whether there was one.</returns>
    public bool Read(out ReadOnlySpan<byte> line)
    {
        IsTooLong = false;
        CryptographicOperations.ZeroMemory(buffer.AsSpan(lastStart, start - lastStart));
        lastStart = searched = start;
        longStrings?.Begin();
        while (true)
        {
            int found = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                line = Take(searched + found, searched + found + 1);
                return true;
            }

            searched = end;
            if (hasEnded)
            {
                bool isLine = end > start || IsTooLong;
                line = Take(end, end);
                return isLine;
            }

            Fill();
        }
    }

    /// <summary>Zeroes what was read.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(buffer);

    private ReadOnlySpan<byte> Take(int lineEnd, int next)
    {
        ReadOnlySpan<byte> line = buffer.AsSpan(start, lineEnd - start);
        start = next;
        return IsTooLong ? default : line.EndsWith("\r"u8) ? line[..^1] : line;
    }

    private void Fill()
    {
        if (buffer.Length - end < LeastRoom)
        {
            Shorten();
        }

        if (end - start > MaximumLength)
        {
            IsTooLong = true;
            longStrings?.Begin();
            CryptographicOperations.ZeroMemory(buffer.AsSpan(start, end - start));
            end = searched = start;
        }

        if (buffer.Length - end < LeastRoom && (start > 0 || buffer.Length < Largest))
        {
            MakeRoom();
        }

        int read = input.Read(buffer, end, buffer.Length - end);
        hasEnded = read == 0;
        end += read;
    }

    /// <summary>There is no line end in what has come of the line.</summary>
    private void Shorten()
    {
        if (longStrings is not null)
        {
            int left = start + longStrings.Shorten(buffer.AsSpan(start, end - start));
            CryptographicOperations.ZeroMemory(buffer.AsSpan(left, end - left));
            searched = end = left;
        }
    }

    private void MakeRoom()
    {
        byte[] old = buffer;
        if (start < old.Length / 2)
        {
            buffer = new byte[Math.Min(old.Length * 4, Largest)];
        }

        Buffer.BlockCopy(old, start, buffer, 0, end - start);
        CryptographicOperations.ZeroMemory(ReferenceEquals(old, buffer) ? old.AsSpan(end - start) : old);
        (lastStart, start, end, searched) = (0, 0, end - start, searched - start);
    }
}
