using System.Security.Cryptography;

namespace MailAuth.Passwords.Schemes;

/// <summary>A parsed PBKDF2 hash (RFC 8018 section 5.2) that .NET verifies.</summary>
internal sealed class Pbkdf2Hash(string scheme, HashAlgorithmName algorithm, byte[] salt, int iterations, byte[] key)
    : PasswordHash(scheme, new HashCost(0, Work(algorithm, iterations, key.Length)))
{
    public override bool Verify(ReadOnlySpan<byte> password)
    {
        Span<byte> computed = stackalloc byte[Pbkdf2Text.MaxKeyLength];
        computed = computed[..key.Length];
        Rfc2898DeriveBytes.Pbkdf2(password, salt, computed, iterations, algorithm);
        bool match = CryptographicOperations.FixedTimeEquals(computed, key);
        CryptographicOperations.ZeroMemory(computed);
        return match;
    }

    /// <summary>Each block of the key is as many iterations again.</summary>
    private static long Work(HashAlgorithmName algorithm, int iterations, int keyLength)
    {
        int block = Pbkdf2Text.DigestLength(algorithm);
        return (long)iterations * ((keyLength + block - 1) / block) / 3;
    }
}
