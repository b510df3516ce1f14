using System.Text;

namespace MailAuth.Passwords.Schemes;

/// <summary>
/// What a server keeps for DIGEST-MD5 (RFC 2831 section 2.1.2.1): MD5 of <c>user:realm:password</c>, where Dovecot's user is what stands before the last
/// <c>@</c> of the username that the value was made over, and the realm what stands behind it (nothing where there is none). Hexadecimal, or base64
/// by its length or suffix.
/// </summary>
internal sealed class DigestMd5Scheme : IPasswordScheme
{
    private const string Scheme = "DIGEST-MD5";

    public string Name => Scheme;

    public IReadOnlyList<PasswordSchemeInfo> Schemes { get; } = [new(Scheme, ".NET") { IsWeak = true }];

    public bool Claims(in StoredPassword stored) => stored.Names(Scheme);

    public PasswordHash? Parse(in StoredPassword stored, PasswordLimits limits, out string? problem)
    {
        byte[] digest = new byte[(int)DigestAlgorithm.Md5];
        PasswordEncoding encoding = stored.Encoding != PasswordEncoding.Unspecified ? stored.Encoding
            : stored.Value.Length == 2 * digest.Length ? PasswordEncoding.Hex
            : PasswordEncoding.Base64;
        problem = !StoredBytes.TryDecode(stored.Value, encoding, digest, out int length) || length != digest.Length ? "malformed DIGEST-MD5: not 16 bytes in hexadecimal or base64"
            : string.IsNullOrEmpty(stored.Username) ? "DIGEST-MD5 is over a username, and none is known"
            : null;
        return problem is null ? new DigestMd5Hash(UserAndRealm(stored.Username!), digest) : null;
    }

    private static byte[] UserAndRealm(string username)
    {
        int at = username.LastIndexOf('@');
        return Encoding.UTF8.GetBytes(at < 0 ? $"{username}::" : $"{username.AsSpan(0, at)}:{username.AsSpan(at + 1)}:");
    }
}
