using System.Security.Cryptography;

namespace MailAuth.Passwords.Schemes;

/// <summary>
/// What a server keeps for SCRAM (RFC 5802 section 5.1, RFC 7677), in Dovecot's spelling <c>{SCRAM-SHA-256}iterations,salt,StoredKey,ServerKey</c>, the last
/// three in base64; a plain password is verified against the StoredKey. As in Dovecot, fewer than 4,096 iterations (the least that RFC 5802 section 4 allows)
/// are malformed, the ServerKey must be there but is not compared, and the password's bytes are taken as they are: Dovecot makes these values without
/// SASLprep or RFC 8265's OpaqueString.
/// </summary>
internal sealed class ScramScheme : IPasswordScheme
{
    private const string Sha1 = "SCRAM-SHA-1";
    private const string Sha256 = "SCRAM-SHA-256";
    private const int LeastIterations = 4_096;

    public string Name => "SCRAM";

    public IReadOnlyList<PasswordSchemeInfo> Schemes { get; } = [new(Sha1, ".NET"), new(Sha256, ".NET")];

    public bool Claims(in StoredPassword stored) => stored.Names(Sha1) || stored.Names(Sha256);

    public PasswordHash? Parse(in StoredPassword stored, PasswordLimits limits, out string? problem)
    {
        bool isSha1 = stored.Names(Sha1);
        ReadOnlySpan<char> text = stored.Value;
        if (!StoredNumber.TryTake(ref text, out long iterations, leadingZeros: true) || !StoredNumber.TryTake(ref text, ",") || iterations < LeastIterations)
        {
            problem = "malformed SCRAM: at least 4,096 iterations, then salt, StoredKey and ServerKey";
            return null;
        }

        if (iterations > limits.ScramIterations)
        {
            problem = $"SCRAM iterations are over {limits.ScramIterations} (passwords.limits.scramIterations)";
            return null;
        }

        byte[]? salt = TakeSalt(ref text);
        byte[] storedKey = new byte[isSha1 ? SHA1.HashSizeInBytes : SHA256.HashSizeInBytes];
        if (salt is null || !TryTakeKey(ref text, storedKey) || !StoredNumber.TryTake(ref text, ",") || !TryTakeKey(ref text, new byte[storedKey.Length]) || !text.IsEmpty)
        {
            problem = "malformed SCRAM: salt, StoredKey and ServerKey in base64, of the digest's length";
            return null;
        }

        problem = null;
        return isSha1
            ? new ScramHash(Sha1, HashAlgorithmName.SHA1, (int)iterations, salt, storedKey)
            : new ScramHash(Sha256, HashAlgorithmName.SHA256, (int)iterations, salt, storedKey);
    }

    /// <summary>Takes the salt and the comma behind it. Dovecot takes it without padding, too.</summary>
    private static byte[]? TakeSalt(ref ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> part = Take(ref text);
        byte[] salt = new byte[part.Length];
        bool wellFormed = StoredBytes.TryBase64(part, Base64Form.Lenient, salt, out int length) || StoredBytes.TryBase64(part, Base64Form.Unpadded, salt, out length);
        return wellFormed && length > 0 && StoredNumber.TryTake(ref text, ",") ? salt[..length] : null;
    }

    private static bool TryTakeKey(ref ReadOnlySpan<char> text, byte[] key) =>
        StoredBytes.TryBase64(Take(ref text), Base64Form.Lenient, key, out int length) && length == key.Length;

    private static ReadOnlySpan<char> Take(ref ReadOnlySpan<char> text)
    {
        int comma = text.IndexOf(',');
        ReadOnlySpan<char> part = comma < 0 ? text : text[..comma];
        text = text[part.Length..];
        return part;
    }
}
