namespace MailAuth.Usernames;

/// <summary>An address that the server listens on, and the hosted domain it means.</summary>
public sealed class ListenerOptions
{
    /// <summary>The server's own IP address, such as <c>192.0.2.10</c> or <c>2001:db8::10</c>; left out where the port alone tells.</summary>
    public string? Address { get; set; }

    /// <summary>The server's own port, 1 to 65,535; left out for every port of the address.</summary>
    public int? Port { get; set; }

    /// <summary>The hosted domain that the listener means.</summary>
    public string? Domain { get; set; }
}
