using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace MailAuth.Passwords;

/// <summary>
/// All that a successful hash operation depends on: whatever of it differs makes another login. Written with the length of each part before it, so that no two write the same octets.
/// <code>
/// octets 0..8  store     8..12  how the host reads passwords (bit 0: Windows-1252, bit 1: OpaqueString)     12..  parts, each 4 octets of length and itself:
///   canonical address, name that the hash was made over, default scheme, scheme, stored hash (UTF-16), password (octets as sent). A length of -1: there is none.
/// </code>
/// </summary>
internal readonly ref struct VerifiedLogin
{
    /// <summary>The most octets that are written: a stored hash of 1,024 characters, the longest name twice and the longest password fit.</summary>
    public const int MaxLength = 5_120;

    /// <summary>Which store: <see cref="Accounts.StoreIdentity"/>.</summary>
    public required long Store { get; init; }

    public required string Address { get; init; }

    public required string? HashedUsername { get; init; }

    public required string? DefaultScheme { get; init; }

    /// <summary>The scheme that has parsed the stored hash.</summary>
    public required string Scheme { get; init; }

    public required string StoredHash { get; init; }

    public required bool ReadWindows1252 { get; init; }

    public required bool OpaqueString { get; init; }

    /// <summary>The bytes as they were sent.</summary>
    public required ReadOnlySpan<byte> Password { get; init; }

    /// <summary>Writes it.</summary>
    /// <param name="buffer"><see cref="MaxLength"/> octets, for the caller to zero.</param>
    /// <param name="length">How many were written.</param>
    /// <returns>False where they are too many.</returns>
    public bool TryWrite(Span<byte> buffer, out int length)
    {
        BinaryPrimitives.WriteInt64LittleEndian(buffer, Store);
        BinaryPrimitives.WriteInt32LittleEndian(buffer[8..], (ReadWindows1252 ? 1 : 0) | (OpaqueString ? 2 : 0));
        length = 12;
        return TryAppend(buffer, ref length, Address)
            && TryAppend(buffer, ref length, HashedUsername)
            && TryAppend(buffer, ref length, DefaultScheme)
            && TryAppend(buffer, ref length, Scheme)
            && TryAppend(buffer, ref length, StoredHash)
            && TryAppend(buffer, ref length, Password, Password.Length);
    }

    /// <summary>UTF-16 as it is in memory: in UTF-8 unpaired surrogates would become one and the same.</summary>
    private static bool TryAppend(Span<byte> buffer, ref int length, string? part) =>
        TryAppend(buffer, ref length, MemoryMarshal.AsBytes(part.AsSpan()), part is null ? -1 : part.Length);

    private static bool TryAppend(Span<byte> buffer, ref int length, ReadOnlySpan<byte> part, int prefix)
    {
        if (part.Length > buffer.Length - length - sizeof(int))
        {
            return false;
        }

        BinaryPrimitives.WriteInt32LittleEndian(buffer[length..], prefix);
        part.CopyTo(buffer[(length + sizeof(int))..]);
        length += sizeof(int) + part.Length;
        return true;
    }
}
