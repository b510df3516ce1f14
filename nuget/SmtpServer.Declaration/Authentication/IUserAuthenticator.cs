using System.Threading;
using System.Threading.Tasks;

namespace SmtpServer.Authentication;

/// <summary>Decides a login.</summary>
public interface IUserAuthenticator
{
    /// <summary>Decides a login.</summary>
    /// <param name="context">The session.</param>
    /// <param name="user">The username, decoded as UTF-8.</param>
    /// <param name="password">The password, decoded as UTF-8.</param>
    /// <param name="cancellationToken">Ends with the session.</param>
    /// <returns>Whether the client is logged in.</returns>
    Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken);
}
