using System.Text;

namespace MailAuth.Transition;

/// <summary>
/// Where on the ramp an account stands: a number from 0 to just below 100 that its canonical address and the salt alone decide. A step of P percent
/// reaches the accounts below P, so a later, higher step reaches all of them and more.
/// <para>
/// The algorithm is fixed: another one would let accounts in again that were refused, and host and tool would disagree. Not cryptographic.
/// </para>
/// <code>
/// h = FNV-1a, 64 bits, over UTF-8(salt), one zero byte, UTF-8(address)      offset basis 14695981039346656037, prime 1099511628211
/// h ^= h >> 33;  h *= 0xFF51AFD7ED558CCD;  h ^= h >> 33;  h *= 0xC4CEB9FE1A85EC53;  h ^= h >> 33      (the finalizer of MurmurHash3)
/// standing = (h >> 32) * 100 / 2^32
/// </code>
/// FNV-1a leaves the last characters of an address, mostly the top-level domain, in the low bits; the finalizer spreads every bit over all.
/// </summary>
internal static class Ramp
{
    private const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The state of the hash after the salt and the zero byte.</summary>
    public static ulong Seed(ReadOnlySpan<char> salt) => unchecked(Hash(OffsetBasis, salt) * Prime);

    /// <summary>Where an account stands: 0 to just below 100.</summary>
    public static double Standing(ulong seed, ReadOnlySpan<char> address)
    {
        ulong hash = Hash(seed, address);
        unchecked
        {
            hash ^= hash >> 33;
            hash *= 0xFF51AFD7ED558CCD;
            hash ^= hash >> 33;
            hash *= 0xC4CEB9FE1A85EC53;
            hash ^= hash >> 33;
        }

        // 32 bits times 100 is exact in a double, and so is the division by a power of two.
        return (hash >> 32) * 100.0 / 4294967296.0;
    }

    private static ulong Hash(ulong hash, ReadOnlySpan<char> text)
    {
        unchecked
        {
            int i = 0;
            for (; i < text.Length && char.IsAscii(text[i]); i++)
            {
                hash = (hash ^ text[i]) * Prime;
            }

            Span<byte> utf8 = stackalloc byte[4];
            foreach (Rune rune in text[i..].EnumerateRunes())
            {
                int length = rune.EncodeToUtf8(utf8);
                for (int j = 0; j < length; j++)
                {
                    hash = (hash ^ utf8[j]) * Prime;
                }
            }
        }

        return hash;
    }
}
