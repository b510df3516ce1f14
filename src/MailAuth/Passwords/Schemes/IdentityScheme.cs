using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MailAuth.Passwords.Schemes;

/// <summary>
/// The values of ASP.NET Core Identity's password hasher: padded base64 of
/// <code>
/// version 2:  00 | salt, 16 bytes | key, 32 bytes                        PBKDF2 with HMAC-SHA1, 1,000 iterations
/// version 3:  01 | function | iterations | salt length | salt | key      three 32-bit numbers, big-endian; function 0 SHA1, 1 SHA256, 2 SHA512
/// </code>
/// The key ends with the value, and a shorter PBKDF2 key is the beginning of a longer one: a value that has lost its end would still match. So
/// only the lengths that are in use are keys: 16, 20, 32 and 64 bytes.
/// Stored as <c>{ASPNET-IDENTITY}…</c>, or with that default scheme. Without prefix and without any declared default scheme the marker byte and
/// the exact lengths name a value of either version.
/// </summary>
internal sealed class IdentityScheme : IPasswordScheme
{
    private const string Scheme = "ASPNET-IDENTITY";
    private const int Version2Length = 1 + 16 + 32;
    private const int Version3Header = 1 + (3 * 4);
    private const int MaxLength = 256;

    public string Name => "ASP.NET Core Identity";

    public IReadOnlyList<PasswordSchemeInfo> Schemes { get; } = [new(Scheme, ".NET")];

    public bool Claims(in StoredPassword stored) =>
        stored.Names(Scheme) || (stored.IsUnnamed && (stored.Value.StartsWith("AQAAAA", StringComparison.Ordinal)
            || (stored.Value.Length == 68 && stored.Value.StartsWith("A", StringComparison.Ordinal) && stored.Value.EndsWith("==", StringComparison.Ordinal))));

    public PasswordHash? Parse(in StoredPassword stored, PasswordLimits limits, out string? problem)
    {
        Span<byte> buffer = stackalloc byte[MaxLength];
        if (!StoredBytes.TryBase64(stored.Value, Base64Form.Padded, buffer, out int length))
        {
            problem = "malformed ASP.NET Core Identity value: not base64, or over 256 bytes";
            return null;
        }

        ReadOnlySpan<byte> blob = buffer[..length];
        if (length == Version2Length && blob[0] == 0)
        {
            problem = Pbkdf2Text.CheckIterations(1_000, limits);
            return problem is null ? new Pbkdf2Hash(Scheme, HashAlgorithmName.SHA1, blob[1..17].ToArray(), 1_000, blob[17..].ToArray()) : null;
        }

        if (length <= Version3Header || blob[0] != 1)
        {
            problem = "malformed ASP.NET Core Identity value: neither version 2 nor version 3";
            return null;
        }

        uint function = BinaryPrimitives.ReadUInt32BigEndian(blob[1..]);
        uint iterations = BinaryPrimitives.ReadUInt32BigEndian(blob[5..]);
        uint saltLength = BinaryPrimitives.ReadUInt32BigEndian(blob[9..]);
        blob = blob[Version3Header..];
        problem = Pbkdf2Text.CheckIterations(iterations, limits);
        if (problem is null && (function > 2 || saltLength < 16 || saltLength > blob.Length || (blob.Length - saltLength) is not (16 or 20 or 32 or 64)))
        {
            problem = "malformed ASP.NET Core Identity value: function 0 to 2, salt of at least 16 bytes, key of 16, 20, 32 or 64 bytes";
        }

        HashAlgorithmName algorithm = function == 0 ? HashAlgorithmName.SHA1 : function == 1 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA512;
        return problem is null
            ? new Pbkdf2Hash(Scheme, algorithm, blob[..(int)saltLength].ToArray(), (int)iterations, blob[(int)saltLength..].ToArray())
            : null;
    }
}
