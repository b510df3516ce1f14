using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace MailAuth.Throttling;

/// <summary>
/// The memory of a <see cref="ThrottleTable"/>: this process's own, or a file that processes share. A file has the same layout, and behind it a description of each record for operators.
/// <code>
/// octets  0.. 8  "MAthrot1"            24..32  when it was made, seconds since 1970      48..64  zero
///         8..16  records               32..48  secret
///        16..24  known pairs           64..    records of 16 octets, known pairs of 16 octets, descriptions of 96 octets
/// </code>
/// </summary>
internal sealed unsafe class ThrottleMemory
{
    private const long Magic = 0x31746F726874414D;
    private const int HeaderWords = 8;
    private const int RecordWords = 2;

    /// <summary>Keeps what the pointer points to.</summary>
    private readonly object owner;
    private readonly long* words;
    private readonly bool isShared;

    private ThrottleMemory(object owner, byte* start, bool isShared)
    {
        this.owner = owner;
        this.isShared = isShared;
        words = (long*)start;
    }

    /// <summary>The length of a description.</summary>
    public static int DescriptionLength => 96;

    public int Records => (int)words[1];

    public int KnownPairs => (int)words[2];

    public DateTimeOffset Made => DateTimeOffset.FromUnixTimeSeconds(words[3]);

    public ReadOnlySpan<byte> Secret => new(words + 4, 16);

    /// <summary>The records, each a key and a state.</summary>
    public long* Guesses => words + HeaderWords;

    /// <summary>The pairs that have logged in, each a key and a state.</summary>
    public long* Known => Guesses + ((long)Records * RecordWords);

    /// <summary>The description of a record; empty where there are none.</summary>
    public Span<byte> Description(int record) =>
        isShared ? new Span<byte>((byte*)(Known + ((long)KnownPairs * RecordWords)) + ((long)record * DescriptionLength), DescriptionLength) : default;

    /// <summary>To be called behind the last use of a pointer.</summary>
    public void KeepAlive() => GC.KeepAlive(owner);

    /// <summary>Memory of this process.</summary>
    public static ThrottleMemory Allocate(int records, DateTimeOffset now)
    {
        var block = new ZeroedBlock(LengthOf(records, isShared: false));
        var memory = new ThrottleMemory(block, block.Start, isShared: false);
        memory.Begin(records, now);
        return memory;
    }

    /// <summary>Maps a file. It is made where there is none, and anew where it is of another size or layout; whoever has mapped the old one goes on with that.</summary>
    /// <exception cref="IOException">It can't be made or mapped.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made or mapped.</exception>
    public static ThrottleMemory Map(string path, int records, DateTimeOffset now)
    {
        long length = LengthOf(records, isShared: true);
        for (int attempt = 0; ; attempt++)
        {
            if (TryMap(path, length) is { } memory && memory.words[0] == Magic && memory.Records == records && memory.KnownPairs == KnownOf(records) && IsOf(memory.Made, now))
            {
                return memory;
            }

            if (attempt == 3)
            {
                throw new IOException($"{path} can't be used: another program keeps making it with another size");
            }

            Make(path, length, records, now, replace: File.Exists(path));
        }
    }

    /// <summary>Maps a file that is there, of whatever size, and makes none.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="canWrite">Whether it is to be written: else writing to it ends the process.</param>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    /// <exception cref="IOException">It can't be mapped, or is another file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be mapped.</exception>
    public static ThrottleMemory Open(string path, bool canWrite)
    {
        RefuseLink(path);
        using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, canWrite ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        long length = RandomAccess.GetLength(file);
        Span<long> header = stackalloc long[3];
        int read = RandomAccess.Read(file, MemoryMarshal.AsBytes(header), 0);
        return read == header.Length * sizeof(long) && header[0] == Magic && ThrottlePolicy.CanBe(header[1]) && header[2] == KnownOf((int)header[1]) && length == LengthOf((int)header[1], isShared: true)
            ? Map(file, length, canWrite ? MemoryMappedFileAccess.ReadWrite : MemoryMappedFileAccess.Read)
            : throw new IOException($"{path} is not a file that guesses are counted in, or another version's");
    }

    /// <summary>Times are counted from when it was made: not for ever, and not where the clock was wrong then.</summary>
    private static bool IsOf(DateTimeOffset made, DateTimeOffset now) => made < now.AddDays(2) && made > now.AddYears(-10);

    private static int KnownOf(int records) => 4 * records;

    private static long LengthOf(int records, bool isShared) =>
        ((HeaderWords + ((long)records * RecordWords) + ((long)KnownOf(records) * RecordWords)) * sizeof(long)) + (isShared ? (long)records * DescriptionLength : 0);

    private static ThrottleMemory? TryMap(string path, long length)
    {
        SafeFileHandle file;
        RefuseLink(path);
        try
        {
            file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (FileNotFoundException)
        {
            return null;
        }

        using (file)
        {
            return RandomAccess.GetLength(file) == length ? Map(file, length, MemoryMappedFileAccess.ReadWrite) : null;
        }
    }

    private static void RefuseLink(string path)
    {
        if (new FileInfo(path).LinkTarget is not null)
        {
            throw new IOException($"{path} is a link: remove it");
        }
    }

    private static ThrottleMemory Map(SafeFileHandle file, long length, MemoryMappedFileAccess access)
    {
        using var map = MemoryMappedFile.CreateFromFile(file, null, length, access, HandleInheritability.None, leaveOpen: true);
        MemoryMappedViewAccessor view = map.CreateViewAccessor(0, length, access);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        return new ThrottleMemory(view, start, isShared: true);
    }

    /// <summary>A whole file is moved to its place, so that nobody maps half of one. Where another was first, its file stays.</summary>
    private static void Make(string path, long length, int records, DateTimeOffset now, bool replace)
    {
        string made = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            // All of its room is taken now: on a full disk that is an error here, and later a fault that no process survives.
            using (SafeFileHandle file = File.OpenHandle(made, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.None, length))
            {
                RandomAccess.SetLength(file, length);
            }

            FileLocks.ShareWithDirectory(made);
            TryMap(made, length)!.Begin(records, now);
            File.Move(made, path, replace);
        }
        catch (IOException) when (!replace && File.Exists(path))
        {
            // Another was first.
        }
        finally
        {
            File.Delete(made);
        }
    }

    private void Begin(int records, DateTimeOffset now)
    {
        words[1] = records;
        words[2] = KnownOf(records);
        words[3] = now.ToUnixTimeSeconds();
        RandomNumberGenerator.Fill(new Span<byte>(words + 4, 16));
        words[0] = Magic;
    }
}
