namespace SmtpServer;

/// <summary>Whether somebody has logged in.</summary>
public sealed class AuthenticationContext
{
    internal AuthenticationContext()
    {
    }

    /// <summary>Whether the server has answered a login with success.</summary>
    public bool IsAuthenticated { get; }
}
