using System.Text;
using MailAuth.Passwords;

namespace MailAuth.LegacySchemes.Crypt;

/// <summary>A crypt(3) value.</summary>
internal sealed class CryptHash : PasswordHash
{
    private readonly CryptLibrary library;
    private readonly CryptFamily family;
    private readonly byte[] stored;

    /// <summary>Makes one of a value that its family's check has let through: ASCII without NUL.</summary>
    public CryptHash(CryptLibrary library, CryptFamily family, HashCost cost, ReadOnlySpan<char> value)
        : base(family.Name, cost)
    {
        this.library = library;
        this.family = family;
        stored = new byte[value.Length + 1];
        Encoding.ASCII.GetBytes(value, stored);
    }

    public override bool Verify(ReadOnlySpan<byte> password) => library.Verify(Significant(password), stored);

    public override string? CannotVerify(ReadOnlySpan<byte> password) =>
        Significant(password).Length > CryptLibrary.LongestPassword ? $"libcrypt takes no password of more than {CryptLibrary.LongestPassword} bytes" : null;

    public override bool Truncates(ReadOnlySpan<byte> password) => password.Length > family.SignificantBytes;

    /// <summary>The bytes that the family looks at: libcrypt refuses long passwords also where it would read a few bytes alone.</summary>
    private ReadOnlySpan<byte> Significant(ReadOnlySpan<byte> password) => password.Length > family.SignificantBytes ? password[..family.SignificantBytes] : password;
}
