using System.Security.Cryptography;

namespace MailAuth.Passwords.Schemes;

/// <summary>MD5 of <c>user:realm:</c> and the password.</summary>
internal sealed class DigestMd5Hash(byte[] userAndRealm, byte[] digest) : PasswordHash("DIGEST-MD5", new HashCost(0, 1))
{
    public override bool KeepsChallengeData => true;

    public override bool Verify(ReadOnlySpan<byte> password)
    {
        Span<byte> computed = stackalloc byte[MD5.HashSizeInBytes];
        using (IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5))
        {
            hash.AppendData(userAndRealm);
            hash.AppendData(password);
            hash.GetHashAndReset(computed);
        }

        bool match = CryptographicOperations.FixedTimeEquals(computed, digest);
        CryptographicOperations.ZeroMemory(computed);
        return match;
    }
}
