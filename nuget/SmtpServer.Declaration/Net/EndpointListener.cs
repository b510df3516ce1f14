namespace SmtpServer.Net;

/// <summary>Listens for TCP connections.</summary>
public sealed class EndpointListener
{
    /// <summary>The property of a session that holds what the server listens on: an <see cref="System.Net.EndPoint"/>, with the address that was configured.</summary>
    public const string LocalEndPointKey = "EndpointListener:LocalEndPoint";

    /// <summary>The property of a session that holds the client's <see cref="System.Net.EndPoint"/>.</summary>
    public const string RemoteEndPointKey = "EndpointListener:RemoteEndPoint";

    internal EndpointListener()
    {
    }
}
