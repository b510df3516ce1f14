using System.Buffers;
using System.Security.Cryptography;
using System.Text.Unicode;
using MailAuth.Passwords;
using Org.BouncyCastle.Crypto.Digests;

namespace MailAuth.LegacySchemes.Digests;

/// <summary>An MD4 digest.</summary>
internal sealed class Md4Hash(string scheme, byte[] digest, bool ofUtf16) : PasswordHash(scheme, new HashCost(0, 2))
{
    public const int Length = 16;

    public override bool Verify(ReadOnlySpan<byte> password)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(2 * password.Length);
        Span<byte> computed = stackalloc byte[Length];
        try
        {
            int length = ofUtf16 ? ToUtf16(password, rented) : 0;
            var md4 = new MD4Digest();
            md4.BlockUpdate(ofUtf16 ? rented.AsSpan(0, length) : password);
            md4.DoFinal(computed);
            return CryptographicOperations.FixedTimeEquals(computed, digest);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(rented);
            CryptographicOperations.ZeroMemory(computed);
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>UTF-8 as what it means; bytes that are none as Latin-1, as Dovecot reads every password here. Little-endian.</summary>
    private static int ToUtf16(ReadOnlySpan<byte> password, Span<byte> utf16)
    {
        Span<char> text = new char[password.Length];
        bool isUtf8 = Utf8.ToUtf16(password, text, out _, out int length, replaceInvalidSequences: false) == OperationStatus.Done;
        length = isUtf8 ? length : password.Length;
        for (int i = 0; i < length; i++)
        {
            char c = isUtf8 ? text[i] : (char)password[i];
            utf16[2 * i] = (byte)c;
            utf16[(2 * i) + 1] = (byte)(c >> 8);
        }

        CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text));
        return 2 * length;
    }
}
