using System.Security.Cryptography;

namespace MailAuth.Passwords.Schemes;

/// <summary>A digest of the password, or of the password and a salt that follows the digest.</summary>
internal sealed class DigestHash(string scheme, DigestAlgorithm algorithm, byte[] digestAndSalt) : PasswordHash(scheme, new HashCost(0, 1))
{
    public override bool Verify(ReadOnlySpan<byte> password)
    {
        Span<byte> computed = stackalloc byte[(int)DigestAlgorithm.Sha512];
        computed = computed[..(int)algorithm];
        using (IncrementalHash hash = IncrementalHash.CreateHash(NameOf(algorithm)))
        {
            hash.AppendData(password);
            hash.AppendData(digestAndSalt.AsSpan(computed.Length));
            hash.GetHashAndReset(computed);
        }

        bool match = CryptographicOperations.FixedTimeEquals(computed, digestAndSalt.AsSpan(0, computed.Length));
        CryptographicOperations.ZeroMemory(computed);
        return match;
    }

    private static HashAlgorithmName NameOf(DigestAlgorithm algorithm) => algorithm switch
    {
        DigestAlgorithm.Md5 => HashAlgorithmName.MD5,
        DigestAlgorithm.Sha1 => HashAlgorithmName.SHA1,
        DigestAlgorithm.Sha256 => HashAlgorithmName.SHA256,
        _ => HashAlgorithmName.SHA512,
    };
}
