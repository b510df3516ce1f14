using global::SmtpServer;
using global::SmtpServer.Storage;

namespace MailAuth.SmtpServer;

/// <summary>Gives every session the same filter: it keeps nothing of its own.</summary>
internal sealed class MailAuthMailboxFilterFactory(MailAuthMailboxFilter filter) : IMailboxFilterFactory
{
    public IMailboxFilter CreateInstance(ISessionContext context) => filter;
}
