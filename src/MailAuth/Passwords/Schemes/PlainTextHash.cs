using System.Security.Cryptography;
using System.Text;

namespace MailAuth.Passwords.Schemes;

/// <summary>A password stored as text: its bytes are UTF-8. Keeps a slice of the stored value, no copy.</summary>
internal sealed class PlainTextHash(string scheme, ReadOnlyMemory<char> text) : PasswordHash(scheme, default)
{
    private const int OnStack = 256;

    public override bool Verify(ReadOnlySpan<byte> password)
    {
        int most = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> buffer = most <= OnStack ? stackalloc byte[OnStack] : new byte[most];
        int length = Encoding.UTF8.GetBytes(text.Span, buffer);
        bool match = CryptographicOperations.FixedTimeEquals(buffer[..length], password);
        CryptographicOperations.ZeroMemory(buffer[..length]);
        return match;
    }
}
