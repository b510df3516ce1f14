using System.Buffers;
using MailAuth.Passwords;

namespace MailAuth.LegacySchemes.Challenge;

/// <summary>
/// What Dovecot keeps for CRAM-MD5 (RFC 2195): the states of HMAC-MD5 (RFC 2104) after the key, that of the outer digest first. <c>{CRAM-MD5}</c> and
/// <c>{HMAC-MD5}</c> are one. In hexadecimal or base64, as the suffix says or the length.
/// </summary>
internal sealed class CramMd5Scheme : IPasswordScheme
{
    private const string Cram = "CRAM-MD5";
    private const string Hmac = "HMAC-MD5";
    private const string Library = "OpenSSL's libcrypto";
    private const string NotThere = "not available here: this system has no libcrypto with the functions of MD5";

    public string Name => Cram;

    /// <summary>Made when it is asked for: loading libcrypto takes as long as the rest of a short-lived process.</summary>
    public IReadOnlyList<PasswordSchemeInfo> Schemes => field ??= [Info(Cram), Info(Hmac)];

    public bool Claims(in StoredPassword stored) => stored.Names(Cram) || stored.Names(Hmac);

    public PasswordHash? Parse(in StoredPassword stored, PasswordLimits limits, out string? problem)
    {
        byte[] states = new byte[CramMd5Hash.Length];
        problem = !TryDecode(stored.Value, stored.Encoding, states) ? "malformed: it is not 32 bytes in hexadecimal or base64"
            : CryptoLibrary.System is null ? NotThere
            : null;
        return problem is null ? new CramMd5Hash(CryptoLibrary.System!, stored.Names(Hmac) ? Hmac : Cram, states) : null;
    }

    private static PasswordSchemeInfo Info(string name) => new(name, Library) { IsWeak = true, Problem = CryptoLibrary.System is null ? NotThere : null };

    private static bool TryDecode(ReadOnlySpan<char> text, PasswordEncoding encoding, Span<byte> states) =>
        encoding == PasswordEncoding.Hex || (encoding == PasswordEncoding.Unspecified && text.Length == 2 * states.Length)
            ? text.Length == 2 * states.Length && Convert.FromHexString(text, states, out _, out int digits) == OperationStatus.Done && digits == states.Length
            : Convert.TryFromBase64Chars(text, states, out int written) && written == states.Length;
}
