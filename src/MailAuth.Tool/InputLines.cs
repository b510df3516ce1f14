using System.Security.Cryptography;

namespace MailAuth.Tool;

/// <summary>
/// The lines of standard input as bytes, without their ends (LF or CR LF). They may hold passwords: a line is zeroed when the next one is
/// asked for, and all that was read at the end.
/// </summary>
/// <param name="input">Standard input.</param>
internal sealed class InputLines(Stream input) : IDisposable
{
    /// <summary>A line may be this long, in bytes; the rest of a longer one is thrown away.</summary>
    public const int MaximumLength = 16 * 1024 * 1024;

    private byte[] buffer = new byte[64 * 1024];
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
        if (end - start > MaximumLength)
        {
            IsTooLong = true;
            CryptographicOperations.ZeroMemory(buffer.AsSpan(start, end - start));
            end = searched = start;
        }

        if (end == buffer.Length)
        {
            MakeRoom();
        }

        int read = input.Read(buffer, end, buffer.Length - end);
        hasEnded = read == 0;
        end += read;
    }

    private void MakeRoom()
    {
        byte[] old = buffer;
        if (start < old.Length / 2)
        {
            buffer = new byte[old.Length * 2];
        }

        Buffer.BlockCopy(old, start, buffer, 0, end - start);
        CryptographicOperations.ZeroMemory(ReferenceEquals(old, buffer) ? old.AsSpan(end - start) : old);
        (lastStart, start, end, searched) = (0, 0, end - start, searched - start);
    }
}
