using System.Security.Cryptography;
using MailAuth.Passwords;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;

namespace MailAuth.LegacySchemes.Argon2;

/// <summary>An Argon2 value of version 16, or Argon2d.</summary>
internal sealed class LegacyArgon2Hash : PasswordHash
{
    private readonly Argon2Type type;
    private readonly int version;
    private readonly int memoryKiB;
    private readonly int passes;
    private readonly int lanes;
    private readonly byte[] salt;
    private readonly byte[] tag;

    /// <summary>Makes one.</summary>
    public LegacyArgon2Hash(in Argon2Text text)
        : base(SchemeOf(text.Type), text.Cost)
    {
        type = text.Type;
        version = text.Version;
        memoryKiB = text.MemoryKiB;
        passes = text.Passes;
        lanes = text.Lanes;
        salt = text.DecodeSalt();
        tag = text.DecodeTag();
    }

    public override bool Verify(ReadOnlySpan<byte> password)
    {
        // BouncyCastle's numbers for types and versions are the reference implementation's, too.
        Argon2Parameters parameters = new Argon2Parameters.Builder((int)type)
            .WithVersion(version)
            .WithMemoryAsKB(memoryKiB)
            .WithIterations(passes)
            .WithParallelism(lanes)
            .WithSalt(salt)
            .Build();
        var generator = new Argon2BytesGenerator();
        generator.Init(parameters);
        byte[] computed = new byte[tag.Length];
        byte[] copy = password.ToArray();
        try
        {
            generator.GenerateBytes(copy, computed, 0, computed.Length);
            return CryptographicOperations.FixedTimeEquals(computed, tag);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
            CryptographicOperations.ZeroMemory(computed);
        }
    }

    private static string SchemeOf(Argon2Type type) => type switch
    {
        Argon2Type.D => "ARGON2D",
        Argon2Type.I => "ARGON2I",
        _ => "ARGON2ID",
    };
}
