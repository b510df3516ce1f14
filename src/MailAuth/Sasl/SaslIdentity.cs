namespace MailAuth.Sasl;

/// <summary>What an exchange ends with: slices of the responses. Holds a password.</summary>
internal readonly struct SaslIdentity(ReadOnlyMemory<byte> authentication, ReadOnlyMemory<byte> authorization, ReadOnlyMemory<byte> password)
{
    public ReadOnlyMemory<byte> Authentication { get; } = authentication;

    public ReadOnlyMemory<byte> Authorization { get; } = authorization;

    public ReadOnlyMemory<byte> Password { get; } = password;
}
