using global::SmtpServer;
using global::SmtpServer.Authentication;

namespace MailAuth.SmtpServer;

/// <summary>Gives every session the same authenticator: it keeps nothing of its own.</summary>
internal sealed class MailAuthUserAuthenticatorFactory(MailAuthUserAuthenticator authenticator) : IUserAuthenticatorFactory
{
    public IUserAuthenticator CreateInstance(ISessionContext context) => authenticator;
}
