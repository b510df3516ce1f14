using System.Text;
using MailAuth.Passwords;

namespace MailAuth.Sodium;

/// <summary>A parsed Argon2 hash that libsodium verifies.</summary>
internal sealed class SodiumArgon2Hash : PasswordHash
{
    private readonly Lazy<SodiumLibrary> library;
    private readonly bool isHybrid;
    private readonly byte[] stored;

    /// <summary>Makes one of a text that has been read: ASCII without NUL.</summary>
    public SodiumArgon2Hash(Lazy<SodiumLibrary> library, in Argon2Text text, ReadOnlySpan<char> value)
        : base(text.Type == Argon2Type.Id ? "ARGON2ID" : "ARGON2I", text.Cost)
    {
        this.library = library;
        isHybrid = text.Type == Argon2Type.Id;
        stored = new byte[value.Length + 1];
        Encoding.ASCII.GetBytes(value, stored);
    }

    public override bool Verify(ReadOnlySpan<byte> password) => library.Value.Verify(stored, password);

    /// <summary>Cheaper than a new hash, or Argon2i and not dearer than one: a dearer hash is never replaced.</summary>
    public override bool IsOutdated(HashCost current) => isHybrid ? Cost.Work < current.Work : Cost.Work <= current.Work;
}
