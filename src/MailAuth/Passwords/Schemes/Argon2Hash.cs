using System.Security.Cryptography;

namespace MailAuth.Passwords.Schemes;

/// <summary>A parsed Argon2 hash that Konscious verifies.</summary>
internal sealed class Argon2Hash : PasswordHash
{
    private readonly bool isHybrid;
    private readonly int memoryKiB;
    private readonly int passes;
    private readonly int lanes;
    private readonly byte[] salt;
    private readonly byte[] tag;

    /// <summary>Makes one of version 19 that is Argon2id or Argon2i.</summary>
    public Argon2Hash(in Argon2Text text)
        : base(text.Type == Argon2Type.Id ? "ARGON2ID" : "ARGON2I", text.Cost)
    {
        isHybrid = text.Type == Argon2Type.Id;
        memoryKiB = text.MemoryKiB;
        passes = text.Passes;
        lanes = text.Lanes;
        salt = text.DecodeSalt();
        tag = text.DecodeTag();
    }

    public override bool Verify(ReadOnlySpan<byte> password)
    {
        // Konscious throws on an empty password; no password is empty.
        if (password.IsEmpty)
        {
            return false;
        }

        byte[] computed = Argon2Scheme.Compute(isHybrid, password, salt, memoryKiB, passes, lanes, tag.Length);
        bool match = CryptographicOperations.FixedTimeEquals(computed, tag);
        CryptographicOperations.ZeroMemory(computed);
        return match;
    }

    /// <summary>Cheaper than a new hash, or Argon2i and not dearer than one: a dearer hash is never replaced.</summary>
    public override bool IsOutdated(HashCost current) => isHybrid ? Cost.Work < current.Work : Cost.Work <= current.Work;
}
