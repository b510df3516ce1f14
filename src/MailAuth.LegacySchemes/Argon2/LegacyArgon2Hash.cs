using System.Security.Cryptography;
using MailAuth.Passwords;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;

namespace MailAuth.LegacySchemes.Argon2;

/// <summary>An Argon2 value of version 16, or Argon2d.</summary>
internal sealed class LegacyArgon2Hash(LegacyArgon2Text text)
    : PasswordHash(SchemeOf(text.Type), HashCost.Argon2((int)text.MemoryKiB, (int)text.Passes))
{
    public override bool Verify(ReadOnlySpan<byte> password)
    {
        Argon2Parameters parameters = new Argon2Parameters.Builder((int)text.Type)
            .WithVersion(text.Version)
            .WithMemoryAsKB((int)text.MemoryKiB)
            .WithIterations((int)text.Passes)
            .WithParallelism((int)text.Lanes)
            .WithSalt(text.Salt)
            .Build();
        var generator = new Argon2BytesGenerator();
        generator.Init(parameters);
        byte[] computed = new byte[text.Tag.Length];
        byte[] copy = password.ToArray();
        try
        {
            generator.GenerateBytes(copy, computed, 0, computed.Length);
            return CryptographicOperations.FixedTimeEquals(computed, text.Tag);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
            CryptographicOperations.ZeroMemory(computed);
        }
    }

    private static string SchemeOf(LegacyArgon2Type type) => type switch
    {
        LegacyArgon2Type.D => "ARGON2D",
        LegacyArgon2Type.I => "ARGON2I",
        _ => "ARGON2ID",
    };
}
