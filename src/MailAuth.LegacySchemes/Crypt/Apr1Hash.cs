using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using MailAuth.Passwords;

namespace MailAuth.LegacySchemes.Crypt;

/// <summary>
/// An <c>$apr1$</c> value. MD5 is .NET's; how a thousand of them are put together is Poul-Henning Kamp's MD5-crypt with another magic
/// string, and is done here because no kept-up library for .NET has it.
/// </summary>
internal sealed class Apr1Hash : PasswordHash
{
    public const string Prefix = "$apr1$";

    public const int ChecksumLength = 22;

    private const int Rounds = 1_000;

    private static ReadOnlySpan<byte> Alphabet => "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8;

    private readonly byte[] salt;
    private readonly byte[] checksum;

    public Apr1Hash(string scheme, ReadOnlySpan<char> salt, ReadOnlySpan<char> checksum)
        : base(scheme, new HashCost(0, Rounds))
    {
        this.salt = new byte[salt.Length];
        Encoding.ASCII.GetBytes(salt, this.salt);
        this.checksum = new byte[checksum.Length];
        Encoding.ASCII.GetBytes(checksum, this.checksum);
    }

    public override bool Verify(ReadOnlySpan<byte> password)
    {
        Span<byte> digest = stackalloc byte[MD5.HashSizeInBytes];
        Span<byte> text = stackalloc byte[ChecksumLength];
        int size = Prefix.Length + salt.Length + (2 * password.Length) + 64;
        byte[] rented = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            Compute(password, rented.AsSpan(0, size), digest);
            Encode(digest, text);
            return CryptographicOperations.FixedTimeEquals(text, checksum);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(digest);
            CryptographicOperations.ZeroMemory(rented);
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "What old hosts have stored; never made anew.")]
    private void Compute(ReadOnlySpan<byte> password, Span<byte> scratch, Span<byte> digest)
    {
        int length = Append(scratch, 0, password);
        length = Append(scratch, length, salt);
        MD5.HashData(scratch[..Append(scratch, length, password)], digest);

        length = Append(scratch, 0, password);
        length = Append(scratch, length, "$apr1$"u8);
        length = Append(scratch, length, salt);
        for (int left = password.Length; left > 0; left -= digest.Length)
        {
            length = Append(scratch, length, digest[..Math.Min(left, digest.Length)]);
        }

        // A byte for each bit of the length: zero where it is set, else the password's first.
        for (int bits = password.Length; bits != 0; bits >>= 1)
        {
            scratch[length++] = (bits & 1) != 0 ? (byte)0 : password[0];
        }

        MD5.HashData(scratch[..length], digest);
        for (int round = 0; round < Rounds; round++)
        {
            bool odd = (round & 1) != 0;
            length = Append(scratch, 0, odd ? password : digest);
            length = round % 3 != 0 ? Append(scratch, length, salt) : length;
            length = round % 7 != 0 ? Append(scratch, length, password) : length;
            length = Append(scratch, length, odd ? digest : password);
            MD5.HashData(scratch[..length], digest);
        }
    }

    private static int Append(Span<byte> scratch, int length, ReadOnlySpan<byte> part)
    {
        part.CopyTo(scratch[length..]);
        return length + part.Length;
    }

    /// <summary>The digest's bytes in MD5-crypt's order, six bits a character, the lowest first.</summary>
    private static void Encode(ReadOnlySpan<byte> digest, Span<byte> text)
    {
        ReadOnlySpan<byte> order = [0, 6, 12, 1, 7, 13, 2, 8, 14, 3, 9, 15, 4, 10, 5];
        int written = 0;
        for (int i = 0; i < order.Length; i += 3)
        {
            int bits = (digest[order[i]] << 16) | (digest[order[i + 1]] << 8) | digest[order[i + 2]];
            for (int j = 0; j < 4; j++, bits >>= 6)
            {
                text[written++] = Alphabet[bits & 0x3F];
            }
        }

        text[written++] = Alphabet[digest[11] & 0x3F];
        text[written] = Alphabet[digest[11] >> 6];
    }
}
