namespace SmtpServer.Net;

/// <summary>Listens on an endpoint.</summary>
public interface IEndpointListener
{
}
