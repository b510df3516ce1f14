using SmtpServer.ComponentModel;

namespace SmtpServer.Authentication;

/// <summary>Gives the authenticator of a session. Where none is registered, every password is right.</summary>
public interface IUserAuthenticatorFactory : ISessionContextInstanceFactory<IUserAuthenticator>
{
}
