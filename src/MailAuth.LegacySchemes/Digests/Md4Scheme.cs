using MailAuth.Passwords;

namespace MailAuth.LegacySchemes.Digests;

/// <summary>
/// MD4 digests: Dovecot's <c>{PLAIN-MD4}</c>, of the password's bytes, and <c>{NTLM}</c>, of its UTF-16, as Windows, Samba and older versions
/// of Dovecot store it. In hexadecimal or base64, as the suffix says or the length.
/// </summary>
internal sealed class Md4Scheme : IPasswordScheme
{
    private const string Plain = "PLAIN-MD4";
    private const string Ntlm = "NTLM";
    private const string Library = "BouncyCastle";

    public string Name => "MD4";

    public IReadOnlyList<PasswordSchemeInfo> Schemes { get; } = [new(Plain, Library) { IsWeak = true }, new(Ntlm, Library) { IsWeak = true }];

    public bool Claims(in StoredPassword stored) => stored.Names(Plain) || stored.Names(Ntlm);

    public PasswordHash? Parse(in StoredPassword stored, PasswordLimits limits, out string? problem)
    {
        byte[] digest = new byte[Md4Hash.Length];
        bool wellFormed = TryDecode(stored.Value, stored.Encoding, digest);
        problem = wellFormed ? null : "malformed: it is not 16 bytes in hexadecimal or base64";
        return !wellFormed ? null : stored.Names(Ntlm) ? new Md4Hash(Ntlm, digest, ofUtf16: true) : new Md4Hash(Plain, digest, ofUtf16: false);
    }

    private static bool TryDecode(ReadOnlySpan<char> text, PasswordEncoding encoding, Span<byte> digest) => encoding switch
    {
        PasswordEncoding.Hex => TryHex(text, digest),
        PasswordEncoding.Base64 => TryBase64(text, digest),
        PasswordEncoding.Unspecified => text.Length == 2 * digest.Length ? TryHex(text, digest) : TryBase64(text, digest),
        _ => false,
    };

    private static bool TryHex(ReadOnlySpan<char> text, Span<byte> digest) =>
        text.Length == 2 * digest.Length && Convert.FromHexString(text, digest, out _, out int written) == System.Buffers.OperationStatus.Done && written == digest.Length;

    private static bool TryBase64(ReadOnlySpan<char> text, Span<byte> digest) => Convert.TryFromBase64Chars(text, digest, out int written) && written == digest.Length;
}
