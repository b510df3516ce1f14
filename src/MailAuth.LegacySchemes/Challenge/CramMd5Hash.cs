using System.Security.Cryptography;
using MailAuth.Passwords;

namespace MailAuth.LegacySchemes.Challenge;

/// <summary>The states of HMAC-MD5's outer and inner digest after the key.</summary>
internal sealed class CramMd5Hash(CryptoLibrary library, string scheme, byte[] states) : PasswordHash(scheme, new HashCost(0, 2))
{
    public const int Length = 2 * CryptoLibrary.StateLength;

    private const byte OuterPad = 0x5C;
    private const byte InnerPad = 0x36;

    public override bool KeepsChallengeData => true;

    public override bool Verify(ReadOnlySpan<byte> password)
    {
        Span<byte> key = stackalloc byte[CryptoLibrary.BlockLength];
        Span<byte> computed = stackalloc byte[Length];
        key.Clear();
        try
        {
            // RFC 2104: a key over a block is its digest.
            if (password.Length > key.Length)
            {
                CryptographicOperations.HashData(HashAlgorithmName.MD5, password, key);
            }
            else
            {
                password.CopyTo(key);
            }

            Xor(key, OuterPad);
            library.Md5State(key, computed);
            Xor(key, OuterPad ^ InnerPad);
            library.Md5State(key, computed[CryptoLibrary.StateLength..]);
            return CryptographicOperations.FixedTimeEquals(computed, states);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(computed);
        }
    }

    private static void Xor(Span<byte> key, byte pad)
    {
        foreach (ref byte b in key)
        {
            b ^= pad;
        }
    }
}
