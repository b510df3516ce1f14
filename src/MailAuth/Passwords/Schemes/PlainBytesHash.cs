using System.Security.Cryptography;

namespace MailAuth.Passwords.Schemes;

/// <summary>A password stored as bytes. Where they may be the beginning of a longer one, every password that begins so matches.</summary>
internal sealed class PlainBytesHash(string scheme, byte[] stored, bool truncated) : PasswordHash(scheme, default)
{
    public override bool Verify(ReadOnlySpan<byte> password) =>
        CryptographicOperations.FixedTimeEquals(truncated && password.Length > stored.Length ? password[..stored.Length] : password, stored);

    /// <summary>The rest of the password is not known, so not even one of exactly this length may be taken for the whole of it.</summary>
    public override bool Truncates(ReadOnlySpan<byte> password) => truncated;
}
