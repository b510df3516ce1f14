namespace SmtpServer.Net;

/// <summary>Begins to listen. Asked for when a server is made, and used for each of its endpoints when it starts.</summary>
public interface IEndpointListenerFactory
{
    /// <summary>Begins to listen.</summary>
    /// <param name="endpointDefinition">The endpoint.</param>
    /// <returns>The listener.</returns>
    IEndpointListener CreateListener(IEndpointDefinition endpointDefinition);
}
