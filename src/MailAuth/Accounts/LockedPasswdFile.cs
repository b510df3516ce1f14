using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace MailAuth.Accounts;

/// <summary>
/// A passwd-file that no other process of ours writes while this exists: its lock, a file beside it, is held. A change is a new file, beside it too, that is complete and on the
/// disk when it is renamed over the old one: a process that is killed at any moment leaves the old file or the new one.
/// </summary>
internal sealed class LockedPasswdFile : IDisposable
{
    private const string LockEnding = ".mailauth-lock";
    private const string NextEnding = ".mailauth-new";

    private readonly string path;
    private readonly SafeFileHandle held;

    private LockedPasswdFile(string path, SafeFileHandle held)
    {
        this.path = path;
        this.held = held;
    }

    /// <summary>Takes the lock, where it is free.</summary>
    /// <param name="path">The file, or a symbolic link to it.</param>
    /// <returns>The file; null where another process has it locked.</returns>
    /// <exception cref="IOException">There is no such file, or it can't be locked.</exception>
    /// <exception cref="UnauthorizedAccessException">The process may not look for it.</exception>
    public static LockedPasswdFile? TryTake(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException("there is no such file");
        }

        string real = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        SafeFileHandle? held = FileLocks.TryTake(real + LockEnding, out string? problem);
        return held is not null ? new LockedPasswdFile(real, held)
            : problem is null ? null
            : throw new IOException($"it can't be locked: {problem}");
    }

    /// <inheritdoc/>
    public void Dispose() => held.Dispose();

    /// <summary>Replaces the password of an account where it is still the expected one. Every other byte of the file stays as it is.</summary>
    /// <param name="parser">What the file is read with.</param>
    /// <param name="address">The account's canonical address. As for look-ups, its first line counts.</param>
    /// <param name="expectedHash">The stored password, as a look-up gives it.</param>
    /// <param name="newHash">What is to be stored.</param>
    /// <param name="cancellationToken">Ends the attempt before the file is replaced.</param>
    /// <returns>Whether it was replaced; false where there is no such account, or its password is another.</returns>
    /// <exception cref="IOException">The file can't be replaced, or can't hold the value; it is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The process may not.</exception>
    public bool TryReplace(PasswdFileParser parser, string address, string expectedHash, string newHash, CancellationToken cancellationToken)
    {
        using PasswdFileReader reader = new(path);
        PasswdFileStamp stamp = PasswdFileStamp.Of(reader.Handle);
        byte[] localPart = Encoding.UTF8.GetBytes(address[..Math.Max(address.LastIndexOf('@'), 0)]);
        while (reader.TryReadLine(out ReadOnlySpan<byte> line, out _))
        {
            if ((reader.LineNumber & 0xFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (PasswdFileParser.IsIgnored(line) || !PasswdFileParser.MayHaveLocalPart(line, localPart)
                || parser.Parse(line, out _) is not { } account || account.Address != address)
            {
                continue;
            }

            if (!string.Equals(account.PasswordHash, expectedHash, StringComparison.Ordinal))
            {
                return false;
            }

            int start = line.IndexOf((byte)':') + 1;
            int length = line[start..].IndexOf((byte)':') is >= 0 and int colon ? colon : line.Length - start;
            byte[] value = Encoding.UTF8.GetBytes(newHash);
            MustBeReadAs(newHash, parser, [.. line[..start], .. value, .. line[(start + length)..]]);
            cancellationToken.ThrowIfCancellationRequested();
            Replace(reader, reader.LineOffset + start, value, reader.LineOffset + start + length, stamp);
            return true;
        }

        return false;
    }

    /// <summary>A colon or a line end would make other fields or another account of the rest; other values would be read as something else.</summary>
    private static void MustBeReadAs(string newHash, PasswdFileParser parser, byte[] line)
    {
        string? read = line.Length > PasswdFileReader.MaximumLineLength ? null : parser.Parse(line, out _)?.PasswordHash;
        CryptographicOperations.ZeroMemory(line);
        if (!string.Equals(read, newHash, StringComparison.Ordinal))
        {
            throw new IOException("the new value is none that a passwd-file can hold");
        }
    }

    private void Replace(PasswdFileReader reader, long start, ReadOnlySpan<byte> value, long end, PasswdFileStamp stamp)
    {
        string next = path + NextEnding;

        // What a killed process has left: it held the lock, as this one does now.
        File.Delete(next);
        try
        {
            Write(next, reader.Handle, start, value, end, stamp);
            if (PasswdFileStamp.Of(path) != stamp)
            {
                throw new IOException("another program has changed it meanwhile");
            }

            if (OperatingSystem.IsWindows())
            {
                File.Replace(next, path, destinationBackupFileName: null);
            }
            else
            {
                File.Move(next, path, overwrite: true);
            }
        }
        catch
        {
            File.Delete(next);
            throw;
        }
    }

    private void Write(string next, SafeFileHandle old, long start, ReadOnlySpan<byte> value, long end, PasswdFileStamp stamp)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using FileStream output = new(next, options);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            Copy(old, 0, start, output, buffer);
            output.Write(value);
            Copy(old, end, long.MaxValue, output, buffer);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
            ArrayPool<byte>.Shared.Return(buffer);
        }

        PasswdFileMetadata.Copy(path, next);

        // Two replacements within a tick of the file system's clock, of the same length, still look different to who checks whether to read again.
        if (File.GetLastWriteTimeUtc(next) <= stamp.LastWriteTimeUtc)
        {
            File.SetLastWriteTimeUtc(next, stamp.LastWriteTimeUtc.AddTicks(1));
        }

        output.Flush(flushToDisk: true);
    }

    private static void Copy(SafeFileHandle from, long offset, long end, FileStream to, byte[] buffer)
    {
        while (offset < end)
        {
            int read = RandomAccess.Read(from, buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - offset)), offset);
            if (read == 0)
            {
                // The part before the password was there when the line was found.
                break;
            }

            to.Write(buffer, 0, read);
            offset += read;
        }
    }
}
