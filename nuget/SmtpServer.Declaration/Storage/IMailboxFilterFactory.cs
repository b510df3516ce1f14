using SmtpServer.ComponentModel;

namespace SmtpServer.Storage;

/// <summary>Gives the filter of a session. Where none is registered, every sender and every recipient is accepted.</summary>
public interface IMailboxFilterFactory : ISessionContextInstanceFactory<IMailboxFilter>
{
}
