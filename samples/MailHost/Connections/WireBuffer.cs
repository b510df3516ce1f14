using System.Security.Cryptography;

namespace MailHost.Connections;

/// <summary>Bytes off the wire. They may hold a password, so they are zeroed when the buffer grows or is emptied.</summary>
internal sealed class WireBuffer
{
    private byte[] bytes = new byte[256];

    public int Length { get; private set; }

    public Memory<byte> Memory => bytes.AsMemory(0, Length);

    public Span<byte> Span => bytes.AsSpan(0, Length);

    public void Append(ReadOnlySpan<byte> more)
    {
        if (more.Length > bytes.Length - Length)
        {
            byte[] grown = new byte[Math.Max(bytes.Length * 2, Length + more.Length)];
            Span.CopyTo(grown);
            CryptographicOperations.ZeroMemory(bytes);
            bytes = grown;
        }

        more.CopyTo(bytes.AsSpan(Length));
        Length += more.Length;
    }

    public void Truncate(int length)
    {
        CryptographicOperations.ZeroMemory(bytes.AsSpan(length, Length - length));
        Length = length;
    }

    public void Clear() => Truncate(0);
}
