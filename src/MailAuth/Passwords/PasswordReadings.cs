using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace MailAuth.Passwords;

/// <summary>
/// Which readings the bytes of a password have. They depend on the bytes and the host-wide options alone: as sent, and, where the option for old clients is
/// on and the bytes are not ASCII, the other of UTF-8 and Windows-1252. UTF-8 text with a character that Windows-1252 has not has one reading. Where the host's hashes are
/// of OpaqueString forms, the readings as UTF-8 are in that form; how many there are is the same.
/// </summary>
internal readonly struct PasswordReadings
{
    /// <summary>The longest reading, in bytes: 1,024 bytes of Windows-1252 as UTF-8, or of UTF-8 in OpaqueString form.</summary>
    public const int MaxLength = 3 * PasswordPolicy.MaxPasswordLength;

    private readonly bool opaqueString;
    private readonly bool changesFirst;

    private PasswordReadings(PasswordReading second, bool opaqueString, bool changesFirst)
    {
        Second = second;
        this.opaqueString = opaqueString;
        this.changesFirst = changesFirst;
    }

    /// <summary>The second reading; <see cref="PasswordReading.AsSent"/> where there is none.</summary>
    public PasswordReading Second { get; }

    public int Count => Second == PasswordReading.AsSent ? 1 : 2;

    public static PasswordReadings Of(ReadOnlySpan<byte> password, bool readWindows1252, bool opaqueString)
    {
        if (!(readWindows1252 || opaqueString) || Ascii.IsValid(password))
        {
            return default;
        }

        bool isUtf8 = Utf8.IsValid(password);
        PasswordReading second = !readWindows1252 ? PasswordReading.AsSent
            : !isUtf8 ? PasswordReading.AsUtf8
            : IsInWindows1252(password) ? PasswordReading.AsWindows1252
            : PasswordReading.AsSent;
        return new PasswordReadings(second, opaqueString, opaqueString && isUtf8);
    }

    /// <summary>Whether a reading is the very bytes that were sent.</summary>
    /// <param name="index">0 for the first, 1 for the second.</param>
    public bool IsAsSent(int index) => index == 0 && !changesFirst;

    /// <summary>Writes a reading that is not the bytes as they were sent.</summary>
    /// <param name="index">0 for the first, 1 for the second.</param>
    /// <param name="password">The bytes as they were sent.</param>
    /// <param name="scratch"><see cref="MaxLength"/> bytes, for the caller to zero.</param>
    /// <returns>The reading.</returns>
    public ReadOnlySpan<byte> Write(int index, ReadOnlySpan<byte> password, Span<byte> scratch)
    {
        int length = index == 0 ? OpaqueString.Write(password, scratch)
            : Second == PasswordReading.AsWindows1252 ? Windows1252.FromUtf8(password, scratch)
            : Windows1252.ToUtf8(password, scratch);
        bool isForm = index == 1 && Second == PasswordReading.AsUtf8 && opaqueString;
        return scratch[..(isForm ? OpaqueString.Write(scratch[..length], scratch) : length)];
    }

    private static bool IsInWindows1252(ReadOnlySpan<byte> utf8)
    {
        Span<byte> scratch = stackalloc byte[PasswordPolicy.MaxPasswordLength];
        int length = Windows1252.FromUtf8(utf8, scratch);
        CryptographicOperations.ZeroMemory(scratch);
        return length >= 0;
    }
}
