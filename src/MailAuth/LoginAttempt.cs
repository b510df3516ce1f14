using System.Text;

namespace MailAuth;

/// <summary>
/// One attempt to log in: the bytes that the client sent, and the connection they came on. The engine alone decodes them.
/// The attempt does not copy the bytes: the adapter owns them, keeps them unchanged until the task of
/// <see cref="MailAuthenticator.AuthenticateAsync"/> has completed, and zeroes the password after that.
/// </summary>
public sealed class LoginAttempt
{
    /// <summary>Makes an attempt from the bytes of the wire.</summary>
    /// <param name="submittedUsername">The authentication identity (authcid, RFC 4422) exactly as it was sent. Any bytes, any length.</param>
    /// <param name="password">The password exactly as it was sent. Any bytes, any length; what no password can be is refused by the engine.</param>
    /// <param name="connection">The connection.</param>
    public LoginAttempt(ReadOnlyMemory<byte> submittedUsername, ReadOnlyMemory<byte> password, LoginConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        SubmittedUsername = submittedUsername;
        Password = password;
        Connection = connection;
    }

    /// <summary>Makes an attempt from a username that the caller has as text.</summary>
    /// <param name="submittedUsername">The username; it is handed on as UTF-8.</param>
    /// <param name="password">The password exactly as it was sent.</param>
    /// <param name="connection">The connection.</param>
    public LoginAttempt(string submittedUsername, ReadOnlyMemory<byte> password, LoginConnection connection)
        : this(Encoding.UTF8.GetBytes(submittedUsername ?? throw new ArgumentNullException(nameof(submittedUsername))), password, connection)
    {
    }

    /// <summary>The authentication identity exactly as it was sent: for logs, never a key.</summary>
    public ReadOnlyMemory<byte> SubmittedUsername { get; }

    /// <summary>The authorization identity (authzid, RFC 4422) exactly as it was sent; empty where the client sent none.</summary>
    public ReadOnlyMemory<byte> AuthorizationIdentity { get; init; }

    /// <summary>The connection that the attempt came on.</summary>
    public LoginConnection Connection { get; }

    /// <summary>The password exactly as it was sent.</summary>
    internal ReadOnlyMemory<byte> Password { get; }
}
