using SmtpServer.ComponentModel;

namespace SmtpServer.Storage;

/// <summary>Gives the message store of a session.</summary>
public interface IMessageStoreFactory : ISessionContextInstanceFactory<IMessageStore>
{
}
