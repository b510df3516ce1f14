using System.Globalization;
using System.Net;
using System.Text;

namespace MailAuth;

/// <summary>
/// What an adapter knows of the connection that a login arrives on. Immutable: make one for each connection, and a
/// changed copy (<c>connection with { Tls = true }</c>) when the client starts TLS or names its program.
/// It holds no secret.
/// </summary>
public sealed record LoginConnection
{
    private readonly IPAddress? remoteAddress;
    private readonly IPEndPoint? localEndPoint;

    /// <summary>
    /// The protocol: overrides may go by it, and without TLS a login for <see cref="MailProtocol.Submission"/> is refused where sending needs TLS. Default <see cref="MailProtocol.Other"/>.
    /// </summary>
    public MailProtocol Protocol { get; init; }

    /// <summary>Whether the bytes of the login were protected by TLS. Default <see langword="false"/>.</summary>
    public bool Tls { get; init; }

    /// <summary>The TLS version as its usual name, such as <c>TLSv1.3</c>; <see langword="null"/> where it is not known.</summary>
    public string? TlsVersion { get; init; }

    /// <summary>The server name that the client asked for (TLS SNI, RFC 6066 section 3), as it was sent; <see langword="null"/> where it named none.</summary>
    public string? ServerName { get; init; }

    /// <summary>The server's own address and port of this connection; <see langword="null"/> where they are not known. An IPv4-mapped IPv6 address is kept as IPv4.</summary>
    public IPEndPoint? LocalEndPoint
    {
        get => localEndPoint;
        init => localEndPoint = value is { Address.IsIPv4MappedToIPv6: true } ? new IPEndPoint(value.Address.MapToIPv4(), value.Port) : value;
    }

    /// <summary>
    /// The client's address; <see langword="null"/> where it is not known: nothing that goes by networks holds then, and guesses count for the name alone. An IPv4-mapped IPv6 address is kept as IPv4.
    /// </summary>
    public IPAddress? RemoteAddress
    {
        get => remoteAddress;
        init => remoteAddress = value is { IsIPv4MappedToIPv6: true } ? value.MapToIPv4() : value;
    }

    /// <summary>What the client says it is (IMAP ID, RFC 2971; an EHLO name), as it was sent; <see langword="null"/> where it said nothing.</summary>
    public string? ClientId { get; init; }

    /// <summary>What a client sent is escaped: the text stays one line, whoever logs it.</summary>
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"{nameof(Protocol)} = {Protocol}, {nameof(Tls)} = {Tls}, {nameof(TlsVersion)} = {TlsVersion}, {nameof(ServerName)} = {Escape(ServerName)}, ");
        text.Append(CultureInfo.InvariantCulture, $"{nameof(LocalEndPoint)} = {LocalEndPoint}, {nameof(RemoteAddress)} = {RemoteAddress}, {nameof(ClientId)} = {Escape(ClientId)}");
        return true;
    }

    private static string? Escape(string? sent) => sent is null ? null : SubmittedText.Escape(Encoding.UTF8.GetBytes(sent));
}
