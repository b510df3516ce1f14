using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace MailAuth.Accounts;

/// <summary>Reads a passwd-file line by line as bytes, from one buffer that is zeroed at the end.</summary>
internal sealed class PasswdFileReader : IDisposable
{
    /// <summary>A line of more bytes than this is bad.</summary>
    public const int MaximumLineLength = 16 * 1024;

    private readonly SafeFileHandle handle;
    private readonly byte[] buffer = new byte[64 * 1024];
    private long fileOffset;
    private int start;
    private int end;

    /// <summary>Opens the file.</summary>
    /// <exception cref="IOException">It can't be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public PasswdFileReader(string path) =>
        handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);

    /// <summary>The number of the line that was given last, from 1.</summary>
    public int LineNumber { get; private set; }

    /// <summary>Where in the file the line that was given last begins, in bytes.</summary>
    public long LineOffset { get; private set; }

    /// <summary>The open file, for reading it elsewhere.</summary>
    public SafeFileHandle Handle => handle;

    /// <summary>Gives the next line, without its end (LF or CR LF).</summary>
    /// <param name="line">The line, valid until the next call; empty where it is too long.</param>
    /// <param name="tooLong">Whether it is over <see cref="MaximumLineLength"/>.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryReadLine(out ReadOnlySpan<byte> line, out bool tooLong)
    {
        tooLong = false;
        LineOffset = fileOffset - (end - start);
        while (true)
        {
            ReadOnlySpan<byte> unread = buffer.AsSpan(start, end - start);
            int length = unread.IndexOf((byte)'\n');
            if (length >= 0)
            {
                line = unread[..length];
                start += length + 1;
                break;
            }

            if (unread.Length > MaximumLineLength + 1)
            {
                tooLong = true;
                start = end;
            }

            if (!Fill())
            {
                line = buffer.AsSpan(start, end - start);
                start = end;
                if (line.IsEmpty && !tooLong)
                {
                    return false;
                }

                break;
            }
        }

        LineNumber++;
        if (LineNumber == 1 && line.StartsWith("\uFEFF"u8))
        {
            line = line[3..];
            LineOffset += 3;
        }

        if (line.EndsWith("\r"u8))
        {
            line = line[..^1];
        }

        tooLong |= line.Length > MaximumLineLength;
        line = tooLong ? default : line;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        handle.Dispose();
        CryptographicOperations.ZeroMemory(buffer);
    }

    private bool Fill()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        end -= start;
        start = 0;
        int read = RandomAccess.Read(handle, buffer.AsSpan(end), fileOffset);
        fileOffset += read;
        end += read;
        return read > 0;
    }
}
