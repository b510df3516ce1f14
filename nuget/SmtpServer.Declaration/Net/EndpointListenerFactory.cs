namespace SmtpServer.Net;

/// <summary>Begins to listen for TCP connections.</summary>
public class EndpointListenerFactory : IEndpointListenerFactory
{
    /// <summary>Begins to listen.</summary>
    /// <param name="endpointDefinition">The endpoint.</param>
    /// <returns>The listener; here, none.</returns>
    public virtual IEndpointListener CreateListener(IEndpointDefinition endpointDefinition) => null;
}
