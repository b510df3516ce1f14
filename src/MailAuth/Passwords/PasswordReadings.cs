using System.Text;
using System.Text.Unicode;

namespace MailAuth.Passwords;

/// <summary>
/// Which readings the bytes of a password have (rule 13). They depend on the bytes and the host-wide option alone: as sent, and, where the option is on and the
/// bytes are not ASCII, the other of UTF-8 and Windows-1252. UTF-8 text with a character that Windows-1252 has not has one reading.
/// </summary>
internal readonly struct PasswordReadings
{
    /// <summary>The longest reading, in bytes: 1,024 bytes of Windows-1252 as UTF-8.</summary>
    public const int MaxLength = 3 * PasswordPolicy.MaxPasswordLength;

    private PasswordReadings(PasswordReading second) => Second = second;

    /// <summary>The second reading; <see cref="PasswordReading.AsSent"/> where there is none.</summary>
    public PasswordReading Second { get; }

    public int Count => Second == PasswordReading.AsSent ? 1 : 2;

    public static PasswordReadings Of(ReadOnlySpan<byte> password, bool readWindows1252)
    {
        if (!readWindows1252 || Ascii.IsValid(password))
        {
            return default;
        }

        if (!Utf8.IsValid(password))
        {
            return new PasswordReadings(PasswordReading.AsUtf8);
        }

        Span<byte> scratch = stackalloc byte[PasswordPolicy.MaxPasswordLength];
        int length = Windows1252.FromUtf8(password, scratch);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(scratch);
        return length < 0 ? default : new PasswordReadings(PasswordReading.AsWindows1252);
    }

    /// <summary>Writes the second reading.</summary>
    /// <param name="password">The bytes as they were sent.</param>
    /// <param name="scratch"><see cref="MaxLength"/> bytes, for the caller to zero.</param>
    /// <returns>The reading.</returns>
    public ReadOnlySpan<byte> WriteSecond(ReadOnlySpan<byte> password, Span<byte> scratch) =>
        scratch[..(Second == PasswordReading.AsUtf8 ? Windows1252.ToUtf8(password, scratch) : Windows1252.FromUtf8(password, scratch))];
}
