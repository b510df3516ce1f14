using System.Security.Cryptography;
using System.Text;

namespace MailAuth.Passwords.Schemes;

/// <summary>
/// The spellings of PBKDF2 as text:
/// Dovecot <c>$1$salt$iterations$hex</c> (SHA-1, 20 bytes, the salt is text);
/// passlib <c>$pbkdf2-sha256$iterations$salt$key</c> (also <c>$pbkdf2$</c> or <c>-sha1</c>, and <c>-sha512</c>; its own base64) and, after an LDAP prefix, <c>iterations$salt$key</c>;
/// 389 Directory Server the same after an LDAP prefix, in padded base64;
/// Django <c>pbkdf2_sha256$iterations$salt$key</c> (also <c>_sha1</c>; the salt is text, the key padded base64).
/// </summary>
internal static class Pbkdf2Text
{
    /// <summary>The longest key of any spelling.</summary>
    public const int MaxKeyLength = 64;

    private const string Malformed = "malformed PBKDF2";

    public static int DigestLength(HashAlgorithmName algorithm) =>
        algorithm == HashAlgorithmName.SHA1 ? 20 : algorithm == HashAlgorithmName.SHA256 ? 32 : 64;

    /// <summary>Reads Dovecot's spelling, after <c>$1$</c>.</summary>
    public static Pbkdf2Hash? ReadDovecot(ReadOnlySpan<char> text, PasswordLimits limits, out string? problem)
    {
        int dollar = text.IndexOf('$');
        ReadOnlySpan<char> salt = dollar < 0 ? text : text[..dollar];
        text = text[salt.Length..];
        Span<byte> key = stackalloc byte[20];
        if (!StoredNumber.TryTake(ref text, "$") || !StoredNumber.TryTake(ref text, out long iterations, leadingZeros: true) || !StoredNumber.TryTake(ref text, "$"))
        {
            problem = Malformed;
            return null;
        }

        problem = CheckIterations(iterations, limits);
        if (problem is null && (!StoredBytes.TryHex(text, key, out int length) || length != key.Length))
        {
            problem = "malformed PBKDF2: the key is not 40 hexadecimal digits";
        }

        return problem is null
            ? new Pbkdf2Hash("PBKDF2", HashAlgorithmName.SHA1, Encoding.UTF8.GetBytes(salt.ToArray()), (int)iterations, key.ToArray())
            : null;
    }

    /// <summary>Reads what follows the name in passlib's and Django's spellings: <c>iterations$salt$key</c>.</summary>
    public static Pbkdf2Hash? Read(ReadOnlySpan<char> text, HashAlgorithmName algorithm, bool django, PasswordLimits limits, out string? problem)
    {
        if (!StoredNumber.TryTake(ref text, out long iterations) || !StoredNumber.TryTake(ref text, "$"))
        {
            problem = Malformed;
            return null;
        }

        problem = CheckIterations(iterations, limits);
        if (problem is not null)
        {
            return null;
        }

        int dollar = text.IndexOf('$');
        Span<byte> key = stackalloc byte[MaxKeyLength];
        byte[]? salt = dollar < 0 ? null : django ? Encoding.UTF8.GetBytes(text[..dollar].ToArray()) : DecodeSalt(text[..dollar]);
        if (salt is null || !StoredBytes.TryBase64(text[(dollar + 1)..], django ? Base64Form.Padded : Base64Form.Passlib, key, out int length)
            || length != DigestLength(algorithm))
        {
            problem = "malformed PBKDF2 salt or key";
            return null;
        }

        string name = algorithm == HashAlgorithmName.SHA1 ? "PBKDF2" : algorithm == HashAlgorithmName.SHA256 ? "PBKDF2-SHA256" : "PBKDF2-SHA512";
        return new Pbkdf2Hash(name, algorithm, salt, (int)iterations, key[..length].ToArray());
    }

    /// <summary>Why a number of iterations is refused; null where it is not.</summary>
    public static string? CheckIterations(long iterations, PasswordLimits limits) =>
        iterations > limits.Pbkdf2Iterations ? $"PBKDF2 iterations are over {limits.Pbkdf2Iterations} (passwords.limits.pbkdf2Iterations)"
        : iterations < 1 ? "malformed PBKDF2: no iteration"
        : null;

    private static byte[]? DecodeSalt(ReadOnlySpan<char> text)
    {
        byte[] salt = new byte[text.Length];
        return StoredBytes.TryBase64(text, Base64Form.Passlib, salt, out int length) ? salt[..length] : null;
    }
}
