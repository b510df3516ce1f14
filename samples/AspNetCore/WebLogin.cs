using System.Net;
using System.Security.Authentication;
using System.Security.Claims;
using MailAuth;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Connections.Features;

namespace AspNetCore;

/// <summary>A login over the web, from what the browser sent to the cookie.</summary>
internal sealed class WebLogin(MailAuthenticator engine, TimeProvider timeProvider)
{
    /// <summary>The claim with the sentence that the mailbox's page shows.</summary>
    public const string NoticeClaim = "mailauth:notice";

    private const int LongestClientId = 200;

    /// <summary>Asks the engine, zeroes the password, waits as long as it says, and signs in whoever is accepted.</summary>
    /// <param name="http">The request.</param>
    /// <param name="body">What was sent; it holds no password afterwards.</param>
    public async Task<LoginResult> TryAsync(HttpContext http, LoginBody body)
    {
        LoginResult result;
        try
        {
            result = await engine.AuthenticateAsync(new LoginAttempt(body.Username, body.Password, ConnectionOf(http)), http.RequestAborted).ConfigureAwait(false);
        }
        finally
        {
            body.Dispose();
        }

        if (result.Delay > TimeSpan.Zero)
        {
            await Task.Delay(result.Delay, timeProvider, http.RequestAborted).ConfigureAwait(false);
        }

        if (result.IsAccepted)
        {
            // The canonical address, never the submitted username: one person has one name, whatever was typed.
            var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, result.Account!.Address)], CookieAuthenticationDefaults.AuthenticationScheme);
            if (WebReply.IsNotice(result))
            {
                identity.AddClaim(new Claim(NoticeClaim, WebReply.Sentence(result)));
            }

            await http.SignInAsync(new ClaimsPrincipal(identity)).ConfigureAwait(false);
        }

        return result;
    }

    /// <summary>What the policy may go by. The server name is the one of the address bar: it tells which customer's <c>kalle</c> is meant.</summary>
    private static LoginConnection ConnectionOf(HttpContext http) => new()
    {
        Protocol = MailProtocol.Web,
        Tls = http.Request.IsHttps,
        TlsVersion = http.Features.Get<ITlsHandshakeFeature>()?.Protocol switch
        {
            SslProtocols.Tls12 => "TLSv1.2",
            SslProtocols.Tls13 => "TLSv1.3",
            _ => null,
        },
        ServerName = http.Request.Host.HasValue ? http.Request.Host.Host : null,
        LocalEndPoint = http.Connection.LocalIpAddress is { } local ? new IPEndPoint(local, http.Connection.LocalPort) : null,
        RemoteAddress = http.Connection.RemoteIpAddress,
        ClientId = http.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent[..Math.Min(agent.Length, LongestClientId)] : null,
    };
}
