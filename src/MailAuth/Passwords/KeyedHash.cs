using System.Security.Cryptography;

namespace MailAuth.Passwords;

/// <summary>
/// HMAC-SHA256 with a random key of its own. The states that have taken the key are kept, one for each processor: to set one up for each message takes as long as two messages, behind a lock of
/// the library's, so that two callers together would be little faster than one.
/// </summary>
internal sealed class KeyedHash : IDisposable
{
    /// <summary>The length of a hash, in octets.</summary>
    public const int Length = HMACSHA256.HashSizeInBytes;

    /// <summary>Slots of neighbours are in cache lines of their own.</summary>
    private const int Stride = 16;

    private readonly IncrementalHash?[] free = new IncrementalHash?[Stride * Environment.ProcessorCount];
    private readonly byte[] key = RandomNumberGenerator.GetBytes(Length);
    private volatile bool disposed;

    /// <summary>Hashes a message. Safe for concurrent use; after <see cref="Dispose"/> it gives hashes of no use.</summary>
    /// <param name="message">The message.</param>
    /// <param name="hash">Where the hash goes: <see cref="Length"/> octets.</param>
    public void Hash(ReadOnlySpan<byte> message, Span<byte> hash)
    {
        ref IncrementalHash? slot = ref free[Thread.GetCurrentProcessorId() % Environment.ProcessorCount * Stride];
        IncrementalHash state = Interlocked.Exchange(ref slot, null) ?? IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        state.AppendData(message);
        state.GetHashAndReset(hash);
        Interlocked.Exchange(ref slot, state)?.Dispose();
        if (disposed)
        {
            Interlocked.Exchange(ref slot, null)?.Dispose();
        }
    }

    /// <summary>Forgets the key.</summary>
    public void Dispose()
    {
        disposed = true;
        CryptographicOperations.ZeroMemory(key);
        for (int i = 0; i < free.Length; i += Stride)
        {
            Interlocked.Exchange(ref free[i], null)?.Dispose();
        }
    }
}
