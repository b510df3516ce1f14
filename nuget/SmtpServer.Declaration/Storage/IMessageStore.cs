namespace SmtpServer.Storage;

/// <summary>Takes messages. Where none is registered, every message is accepted and thrown away.</summary>
public interface IMessageStore
{
}
