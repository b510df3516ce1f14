using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace MailAuth.Passwords.Schemes;

/// <summary>A parsed bcrypt hash that BCrypt.Net-Next verifies. It takes text alone, so bytes that are not UTF-8 can't be verified here.</summary>
internal sealed class BcryptHash(string stored, int cost, bool asciiOnly)
    : PasswordHash("BLF-CRYPT", new HashCost(4, 54L << cost))
{
    /// <summary>The key of Blowfish: 18 words of 4 bytes.</summary>
    private const int KeyLength = 72;

    /// <summary><c>$2b$cost$</c> and the salt.</summary>
    private const int SettingLength = 29;

    public override string? CannotVerify(ReadOnlySpan<byte> password) =>
        asciiOnly && !Ascii.IsValid(password) ? "a $2x$ hash of a password that is not ASCII needs AddLegacySchemes() of MailAuth.LegacySchemes"
        : !Utf8.IsValid(password) ? "bcrypt of bytes that are not UTF-8 needs AddLegacySchemes() of MailAuth.LegacySchemes"
        : null;

    /// <summary>The password becomes a string on the way, which can't be zeroed: the library has no byte interface.</summary>
    public override bool Verify(ReadOnlySpan<byte> password)
    {
        // "abc\0abc" would match "abc" in the library; no password holds NUL.
        if (CannotVerify(password) is not null || password.Contains((byte)0))
        {
            return false;
        }

        // The last character of the salt and that of the hash have bits to spare. crypt(3) compares texts and writes zeros there, so with others set nothing matches.
        string computed = BCrypt.Net.BCrypt.HashPassword(Encoding.UTF8.GetString(password), stored[..SettingLength]);
        return computed.Length == stored.Length
            && CryptographicOperations.FixedTimeEquals(
                MemoryMarshal.AsBytes(computed.AsSpan(SettingLength - 1)), MemoryMarshal.AsBytes(stored.AsSpan(SettingLength - 1)));
    }

    public override bool Truncates(ReadOnlySpan<byte> password) => password.Length > KeyLength;
}
