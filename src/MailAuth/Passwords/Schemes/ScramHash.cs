using System.Security.Cryptography;

namespace MailAuth.Passwords.Schemes;

/// <summary>A StoredKey: the digest of HMAC(PBKDF2(password), "Client Key") (RFC 5802 section 3).</summary>
internal sealed class ScramHash(string scheme, HashAlgorithmName algorithm, int iterations, byte[] salt, byte[] storedKey)
    : PasswordHash(scheme, new HashCost(0, iterations / 3))
{
    public override bool KeepsChallengeData => true;

    public override bool Verify(ReadOnlySpan<byte> password)
    {
        int length = storedKey.Length;
        Span<byte> scratch = stackalloc byte[3 * SHA256.HashSizeInBytes];
        Span<byte> saltedPassword = scratch[..length];
        Span<byte> clientKey = scratch.Slice(length, length);
        Span<byte> computed = scratch.Slice(2 * length, length);
        try
        {
            Rfc2898DeriveBytes.Pbkdf2(password, salt, saltedPassword, iterations, algorithm);
            CryptographicOperations.HmacData(algorithm, saltedPassword, "Client Key"u8, clientKey);
            CryptographicOperations.HashData(algorithm, clientKey, computed);
            return CryptographicOperations.FixedTimeEquals(computed, storedKey);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(scratch);
        }
    }
}
