using global::SmtpServer;

namespace MailAuth.SmtpServer;

/// <summary>
/// Who has logged in on a session: for message stores and filters. SmtpServer's own <c>Authentication.User</c> is the text that was typed, which may be
/// a bare username, and says nothing about whose mailbox it is.
/// </summary>
public static class SessionContextExtensions
{
    /// <summary>The property of a session that holds the <see cref="LoginResult"/> of the accepted login.</summary>
    public const string LoginResultKey = "MailAuth:LoginResult";

    /// <summary>The property of a session that holds the canonical address, a <see cref="string"/>, of the account that has logged in.</summary>
    public const string AddressKey = "MailAuth:Address";

    /// <summary>The accepted login of a session, with its account.</summary>
    /// <param name="context">The session.</param>
    /// <returns>The result; <see langword="null"/> where nobody has logged in, and for a login before STARTTLS (RFC 3207 section 4.2), whose properties are removed.</returns>
    public static LoginResult? GetLoginResult(this ISessionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        SessionState state = SessionState.Of(context);
        if (state.Login is { IsAccepted: true } result)
        {
            if (state.LoginTls == context.Pipe.IsSecure)
            {
                // Not before the server itself has answered with success: what is wrapped around the authenticator may have turned it down.
                return context.Authentication.IsAuthenticated ? result : null;
            }

            state.Forget(context);
        }

        return null;
    }

    /// <summary>The canonical address of the account that has logged in on a session.</summary>
    /// <param name="context">The session.</param>
    /// <returns>The address; <see langword="null"/> where <see cref="GetLoginResult"/> is.</returns>
    public static string? GetCanonicalAddress(this ISessionContext context) => context.GetLoginResult()?.Account?.Address;
}
