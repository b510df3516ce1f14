using MailAuth;
using MailAuth.Sasl;
using Microsoft.Extensions.Logging;

namespace MailHost.Connections;

/// <summary>The logins of one session: what every protocol does alike around the engine. Zeroes the password, writes the log line, waits, counts failures.</summary>
internal sealed class LoginGate(MailServerOptions options, ILogger logger)
{
    private int failures;

    /// <summary>Whether so many logins have failed that the connection is to be closed.</summary>
    public bool IsExhausted => failures >= Math.Max(3, options.Limits.FailedLogins);

    /// <summary>Counts a login that failed without the engine: a malformed SASL response. What is no attempt is not counted.</summary>
    public void CountFailure(SaslOutcome outcome) => failures += outcome == SaslOutcome.Malformed ? 1 : 0;

    /// <summary>Asks the engine.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="forget">Zeroes its password: called before any answer.</param>
    /// <param name="stopping">Ends the wait.</param>
    public async ValueTask<LoginResult> TryAsync(LoginAttempt attempt, Action forget, CancellationToken stopping)
    {
        LoginConnection connection = attempt.Connection;
        LoginResult result;
        try
        {
            result = await options.Decide(attempt, stopping).ConfigureAwait(false);
            Log.LoggedIn(
                logger, connection.Protocol, result.Status, result.Reason, result.Form, result.Source,
                LogText.Escape(result.NormalizedUsername), LogText.Escape(attempt.SubmittedUsername.Span),
                connection.RemoteAddress, connection.Tls ? connection.TlsVersion ?? "TLS" : "no TLS", LogText.Escape(connection.ServerName), LogText.Escape(connection.ClientId));
        }
#pragma warning disable CA1031 // Whatever is wrong with the engine, nobody is told that the password is wrong.
        catch (Exception fault) when (fault is not OperationCanceledException || !stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.EngineFailed(logger, connection.RemoteAddress, fault);
            result = new LoginResult { Status = LoginStatus.TemporarilyUnavailable, Reason = LoginReason.EngineUnavailable };
        }
        finally
        {
            forget();
        }

        if (!result.IsAccepted)
        {
            // Also the temporary answers: what is counted must not tell apart what the wire does not.
            failures++;
        }

        if (result.Delay > TimeSpan.Zero)
        {
            await Task.Delay(result.Delay, options.TimeProvider, stopping).ConfigureAwait(false);
        }

        return result;
    }
}
