namespace SmtpServer;

/// <summary>Gives the certificate of a session.</summary>
public interface ICertificateFactory
{
}
