using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MailAuth.Passwords;

/// <summary>
/// A fixed number of logins whose password was verified, under keys of their own: rows of eight, of which the oldest entry gives way. Reading takes no lock: who writes a row makes its
/// version odd meanwhile, and who has read one whose version was odd or has changed reads again. Times are from a monotonic clock.
/// <code>
/// row: 25 words of 64 bits: version | 8 entries, each 2 words of key, 1 word time (from 1, units of 100 ns; 0: free)
/// </code>
/// </summary>
internal sealed class VerifiedLogins(int entries, TimeProvider timeProvider) : IDisposable
{
    private const int Ways = 8;
    private const int EntryWords = 3;
    private const int RowWords = 1 + (Ways * EntryWords);
    private const int MostReads = 100;

    private readonly KeyedHash hash = new();
    private readonly object gate = new();
    private readonly long began = timeProvider.GetTimestamp();
    private readonly int rows = entries / Ways;
    private long[]? words;

    /// <summary>The memory that the entries take, in octets; 0 before the first.</summary>
    public long Octets => (words?.LongLength ?? 0) * sizeof(long);

    private long Now => timeProvider.GetElapsedTime(began).Ticks + 1;

    /// <summary>The key of a login; the default, which is never known, where the login is too long to be remembered.</summary>
    public VerifiedKey KeyOf(in VerifiedLogin login)
    {
        Span<byte> message = stackalloc byte[VerifiedLogin.MaxLength];
        Span<byte> key = stackalloc byte[KeyedHash.Length];
        bool fits = login.TryWrite(message, out int length);
        if (fits)
        {
            hash.Hash(message[..length], key);
        }

        CryptographicOperations.ZeroMemory(message[..length]);
        return !fits ? default : new VerifiedKey(
            this, BinaryPrimitives.ReadUInt64LittleEndian(key), BinaryPrimitives.ReadUInt64LittleEndian(key[8..]), BinaryPrimitives.ReadUInt64LittleEndian(key[16..]));
    }

    /// <summary>Whether a login was remembered less than a lifetime ago.</summary>
    public bool IsKnown(in VerifiedKey key, TimeSpan lifetime)
    {
        if (Volatile.Read(ref words) is not { } table)
        {
            return false;
        }

        Span<long> row = RowOf(table, key);
        SpinWait spin = default;
        for (int i = 0; i < MostReads; i++)
        {
            long version = Volatile.Read(ref row[0]);
            if ((version & 1) == 0)
            {
                int place = Find(row, key);
                long time = place < 0 ? 0 : Volatile.Read(ref row[place + 2]);
                if (Volatile.Read(ref row[0]) == version)
                {
                    return time > 0 && Now - time < lifetime.Ticks;
                }
            }

            spin.SpinOnce(sleep1Threshold: -1);
        }

        // Who writes has lost its processor: the hash is computed once more.
        return false;
    }

    /// <summary>Remembers a login from now on, in the place of itself, of none, or of the oldest of its row.</summary>
    public void Remember(in VerifiedKey key)
    {
        if (Table() is not { } table)
        {
            return;
        }

        Span<long> row = RowOf(table, key);
        SpinWait spin = default;
        long version = Volatile.Read(ref row[0]);
        while ((version & 1) != 0 || Interlocked.CompareExchange(ref row[0], version + 1, version) != version)
        {
            spin.SpinOnce(sleep1Threshold: -1);
            version = Volatile.Read(ref row[0]);
        }

        int place = Find(row, key);
        if (place < 0)
        {
            place = Oldest(row);
        }

        Volatile.Write(ref row[place], (long)key.Low);
        Volatile.Write(ref row[place + 1], (long)key.High);
        Volatile.Write(ref row[place + 2], Now);
        Volatile.Write(ref row[0], version + 2);
    }

    /// <summary>Forgets the key, and with it all that was remembered.</summary>
    public void Dispose() => hash.Dispose();

    private static int Find(Span<long> row, in VerifiedKey key)
    {
        for (int place = 1; place < RowWords; place += EntryWords)
        {
            if (Volatile.Read(ref row[place]) == (long)key.Low && Volatile.Read(ref row[place + 1]) == (long)key.High)
            {
                return place;
            }
        }

        return -1;
    }

    private static int Oldest(Span<long> row)
    {
        int oldest = 1;
        for (int place = 1 + EntryWords; place < RowWords; place += EntryWords)
        {
            oldest = row[place + 2] < row[oldest + 2] ? place : oldest;
        }

        return oldest;
    }

    private Span<long> RowOf(long[] table, in VerifiedKey key) => table.AsSpan((int)(key.Place & (uint)(rows - 1)) * RowWords, RowWords);

    /// <summary>The memory, taken at the first need; null where there is none to be had, which is no reason to refuse a login.</summary>
    private long[]? Table()
    {
        if (Volatile.Read(ref words) is { } table)
        {
            return table;
        }

        lock (gate)
        {
            try
            {
                words ??= new long[rows * RowWords];
            }
            catch (OutOfMemoryException)
            {
                return null;
            }

            return words;
        }
    }
}
