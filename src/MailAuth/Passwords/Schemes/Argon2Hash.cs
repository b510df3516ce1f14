using System.Security.Cryptography;

namespace MailAuth.Passwords.Schemes;

/// <summary>A parsed Argon2 hash that Konscious verifies.</summary>
internal sealed class Argon2Hash(Argon2Text text)
    : PasswordHash(text.IsHybrid ? "ARGON2ID" : "ARGON2I", HashCost.Argon2(text.MemoryKiB, text.Passes))
{
    public override bool Verify(ReadOnlySpan<byte> password)
    {
        // Konscious throws on an empty password; no password is empty (rule 13).
        if (password.IsEmpty)
        {
            return false;
        }

        byte[] tag = Argon2Scheme.Compute(text.IsHybrid, password, text.Salt, text.MemoryKiB, text.Passes, text.Lanes, text.Tag.Length);
        bool match = CryptographicOperations.FixedTimeEquals(tag, text.Tag);
        CryptographicOperations.ZeroMemory(tag);
        return match;
    }

    /// <summary>Cheaper than a new hash, or Argon2i and not dearer than one: a dearer hash is never replaced (rule 17).</summary>
    public override bool IsOutdated(HashCost current) =>
        text.IsHybrid ? Cost.Work < current.Work : Cost.Work <= current.Work;
}
