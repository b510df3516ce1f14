using System.Threading;
using System.Threading.Tasks;
using SmtpServer.Mail;

namespace SmtpServer.Storage;

/// <summary>Decides senders and recipients.</summary>
public interface IMailboxFilter
{
    /// <summary>Decides MAIL.</summary>
    /// <param name="context">The session.</param>
    /// <param name="from">The sender.</param>
    /// <param name="size">The size that the client announced; 0 for none.</param>
    /// <param name="cancellationToken">Ends with the session.</param>
    /// <returns>Whether the sender is accepted.</returns>
    Task<bool> CanAcceptFromAsync(ISessionContext context, IMailbox from, int size, CancellationToken cancellationToken);

    /// <summary>Decides RCPT.</summary>
    /// <param name="context">The session.</param>
    /// <param name="to">The recipient.</param>
    /// <param name="from">The sender.</param>
    /// <param name="cancellationToken">Ends with the session.</param>
    /// <returns>Whether the recipient is accepted.</returns>
    Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken);
}
