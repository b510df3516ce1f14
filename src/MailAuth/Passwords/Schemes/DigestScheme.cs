namespace MailAuth.Passwords.Schemes;

/// <summary>
/// Dovecot's and LDAP's plain and salted digests, computed by .NET. An unsalted one of twice its length in characters is hexadecimal, else
/// base64; a salted one is base64 with at least one byte of salt behind the digest; a suffix says otherwise.
/// </summary>
internal sealed class DigestScheme : IPasswordScheme
{
    private static readonly (string Name, DigestAlgorithm Algorithm, bool Salted)[] Rows =
    [
        ("SHA", DigestAlgorithm.Sha1, false), ("SHA1", DigestAlgorithm.Sha1, false), ("SHA256", DigestAlgorithm.Sha256, false), ("SHA512", DigestAlgorithm.Sha512, false),
        ("SSHA", DigestAlgorithm.Sha1, true), ("SSHA256", DigestAlgorithm.Sha256, true), ("SSHA512", DigestAlgorithm.Sha512, true), ("SMD5", DigestAlgorithm.Md5, true),
        ("PLAIN-MD5", DigestAlgorithm.Md5, false), ("LDAP-MD5", DigestAlgorithm.Md5, false), ("MD5", DigestAlgorithm.Md5, false),
    ];

    public string Name => "digest";

    public IReadOnlyList<PasswordSchemeInfo> Schemes { get; } = [.. Rows.Select(row => new PasswordSchemeInfo(row.Name, ".NET") { IsWeak = true })];

    public bool Claims(in StoredPassword stored)
    {
        foreach ((string name, _, _) in Rows)
        {
            if (stored.Names(name))
            {
                // {MD5} is MD5-CRYPT where its value begins so.
                return name != "MD5" || !stored.Value.StartsWith("$1$", StringComparison.Ordinal);
            }
        }

        return false;
    }

    public PasswordHash? Parse(in StoredPassword stored, PasswordLimits limits, out string? problem)
    {
        foreach ((string name, DigestAlgorithm algorithm, bool salted) in Rows)
        {
            if (stored.Names(name))
            {
                return Parse(stored, name, algorithm, salted, out problem);
            }
        }

        problem = "unknown scheme";
        return null;
    }

    private static DigestHash? Parse(in StoredPassword stored, string name, DigestAlgorithm algorithm, bool salted, out string? problem)
    {
        int digestLength = (int)algorithm;
        PasswordEncoding encoding = stored.Encoding != PasswordEncoding.Unspecified ? stored.Encoding
            : !salted && stored.Value.Length == 2 * digestLength ? PasswordEncoding.Hex
            : PasswordEncoding.Base64;
        byte[] bytes = new byte[stored.Value.Length];
        problem = !StoredBytes.TryDecode(stored.Value, encoding, bytes, out int length) ? $"malformed {name}: not {(encoding == PasswordEncoding.Hex ? "hexadecimal" : "base64")}"
            : salted && length <= digestLength ? $"malformed {name}: no salt behind a digest of {digestLength} bytes"
            : !salted && length != digestLength ? $"malformed {name}: not {digestLength} bytes"
            : null;
        return problem is null ? new DigestHash(name, algorithm, bytes[..length]) : null;
    }
}
