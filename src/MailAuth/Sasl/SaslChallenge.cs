namespace MailAuth.Sasl;

/// <summary>A challenge in both spellings. Mechanisms with fixed challenges keep one for ever.</summary>
internal sealed class SaslChallenge(byte[] bytes)
{
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    public string Base64 { get; } = Convert.ToBase64String(bytes);
}
