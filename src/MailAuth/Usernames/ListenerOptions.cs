namespace MailAuth.Usernames;

/// <summary>
/// An address that the server listens on, and the hosted domain it means. It must have an address, a port, or both; of several that hold, one with both goes before one with the address alone, and that
/// before one with the port.
/// </summary>
public sealed class ListenerOptions
{
    /// <summary>The server's own IP address, such as <c>192.0.2.10</c> or <c>2001:db8::10</c>, not that of every interface (<c>0.0.0.0</c>, <c>::</c>); left out where the port alone tells.</summary>
    public string? Address { get; set; }

    /// <summary>The server's own port, 1 to 65,535; left out for every port of the address.</summary>
    public int? Port { get; set; }

    /// <summary>The hosted domain that the listener means, in any spelling. Required.</summary>
    public string? Domain { get; set; }
}
