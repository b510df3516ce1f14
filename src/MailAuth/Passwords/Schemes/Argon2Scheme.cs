using System.Security.Cryptography;

namespace MailAuth.Passwords.Schemes;

/// <summary>Argon2id and Argon2i of version 19 (RFC 9106), computed by Konscious: portable, and the scheme of new hashes.</summary>
internal sealed class Argon2Scheme : IPasswordScheme
{
    /// <summary>The name of the scheme of new hashes.</summary>
    public const string Current = "ARGON2ID";

    private const string Library = "Konscious.Security.Cryptography";
    private const int SaltLength = 16;
    private const int TagLength = 32;

    public string Name => "Argon2";

    public IReadOnlyList<PasswordSchemeInfo> Schemes { get; } =
        [new(Current, Library) { CanHash = true }, new("ARGON2I", Library), new("ARGON2", Library)];

    public bool Claims(in StoredPassword stored) =>
        stored.NamesItself("$argon2") || stored.Names(Current) || stored.Names("ARGON2I") || stored.Names("ARGON2");

    /// <summary>The text says which variant it is, whatever the prefix says: so Dovecot reads it, too.</summary>
    public PasswordHash? Parse(in StoredPassword stored, PasswordLimits limits, out string? problem)
    {
        bool isArgon2 = Argon2Text.TryReadStart(stored.Value, out Argon2Type type, out int version);
        if (isArgon2 && (type == Argon2Type.D || version == Argon2Text.Version16))
        {
            problem = $"{(type == Argon2Type.D ? "Argon2d" : "Argon2 version 16")} needs AddLegacySchemes() of MailAuth.LegacySchemes";
            return null;
        }

        return Argon2Text.TryRead(stored.Value, limits, out Argon2Text text, out problem) ? new Argon2Hash(text) : null;
    }

    public string Hash(string scheme, ReadOnlySpan<byte> password, Argon2Options cost)
    {
        Span<byte> salt = stackalloc byte[SaltLength];
        RandomNumberGenerator.Fill(salt);
        byte[] tag = Compute(isHybrid: true, password, salt.ToArray(), cost.MemoryKiB, cost.Passes, cost.Lanes, TagLength);
        string stored = Text(cost, salt, tag);
        CryptographicOperations.ZeroMemory(tag);
        return stored;
    }

    /// <summary>
    /// A value that costs what a new hash costs and that nobody knows a password of. Nothing is computed for it, not even random bytes: no answer depends on whether one
    /// matches, and the first of those loads OpenSSL, which takes as long as the rest of a short-lived process.
    /// </summary>
    public static string Decoy(Argon2Options cost) => Text(cost, new byte[SaltLength], new byte[TagLength]);

    /// <summary>Computes a tag. Konscious takes arrays alone, and does its work on the thread pool while this thread waits.</summary>
    public static byte[] Compute(bool isHybrid, ReadOnlySpan<byte> password, byte[] salt, int memoryKiB, int passes, int lanes, int tagLength)
    {
        byte[] copy = password.ToArray();
        KonsciousThreads.Take(lanes);
        try
        {
            return Compute(isHybrid, copy, salt, memoryKiB, passes, lanes, tagLength);
        }
        finally
        {
            KonsciousThreads.GiveBack(lanes);
            KonsciousGarbage.Leave(memoryKiB);
            CryptographicOperations.ZeroMemory(copy);
        }
    }

    private static string Text(Argon2Options cost, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> tag) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{{ARGON2ID}}$argon2id$v={Argon2Text.Version19}$m={cost.MemoryKiB},t={cost.Passes},p={cost.Lanes}${Unpadded(salt)}${Unpadded(tag)}");

    private static string Unpadded(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[] Compute(bool isHybrid, byte[] password, byte[] salt, int memoryKiB, int passes, int lanes, int tagLength)
    {
        using Konscious.Security.Cryptography.Argon2 argon2 = isHybrid
            ? new Konscious.Security.Cryptography.Argon2id(password)
            : new Konscious.Security.Cryptography.Argon2i(password);
        argon2.Salt = salt;
        argon2.MemorySize = memoryKiB;
        argon2.Iterations = passes;
        argon2.DegreeOfParallelism = lanes;
        return argon2.GetBytes(tagLength);
    }
}
