using System.Security.Cryptography;
using System.Text;
using MailAuth.Replies;
using global::SmtpServer;
using global::SmtpServer.Authentication;
using global::SmtpServer.Protocol;
using Microsoft.Extensions.Logging;

namespace MailAuth.SmtpServer;

/// <summary>Decides AUTH with the engine.</summary>
internal sealed class MailAuthUserAuthenticator(MailAuthenticator engine, AdapterRules rules, TimeProvider timeProvider, ILogger logger) : IUserAuthenticator
{
    /// <summary>What SmtpServer's decoder puts where the bytes are not UTF-8: many passwords become one text.</summary>
    private const char Replacement = '\uFFFD';

    public async Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken)
    {
        SessionState state = SessionState.Of(context);
        state.Forget(context);
        LoginConnection connection = state.Connection(context);
        if (!connection.Tls && !rules.AllowsPlaintext(connection.RemoteAddress))
        {
            // Neither the name nor the password has been looked at: the answer is the same for all of them.
            Log.PlaintextRefused(logger, connection.RemoteAddress);
            throw Fail(context, state, MailReplies.Smtp(ReplyKind.TlsRequired));
        }

        LoginResult result = await LogInAsync(user, password, connection, cancellationToken).ConfigureAwait(false);
        await WaitAsync(result, timeProvider, cancellationToken).ConfigureAwait(false);
        if (result is { IsAccepted: true, Account: not null })
        {
            state.Accept(context, result);
            return true;
        }

        ReplyKind kind = MailReplies.KindOf(result);
        if (kind != ReplyKind.Rejected)
        {
            throw Fail(context, state, MailReplies.Smtp(result));
        }

        // The common refusal is SmtpServer's own, which counts it and ends the session at its limit; it does not know of those that were exceptions.
        state.FailuresThatServerCounts++;
        if (state.Failures + 1 >= Limit(context) && state.FailuresThatServerCounts < Limit(context))
        {
            throw Fail(context, state, MailReplies.Smtp(result));
        }

        state.Failures++;
        return false;
    }

    /// <summary>Waits before the answer, as the engine wants a long-lived host to.</summary>
    internal static Task WaitAsync(LoginResult result, TimeProvider timeProvider, CancellationToken cancellationToken) =>
        result.Delay > TimeSpan.Zero ? Task.Delay(result.Delay, timeProvider, cancellationToken) : Task.CompletedTask;

    private static int Limit(ISessionContext context) => Math.Max(StartCheck.LeastAttempts, context.ServerOptions.MaxAuthenticationAttempts);

    /// <summary>A failure that is answered with an exception, which SmtpServer does not count: the last one ends the session.</summary>
    private static SmtpResponseException Fail(ISessionContext context, SessionState state, SmtpReply reply) =>
        Refusals.Exception(reply, quit: ++state.Failures >= Limit(context));

    private async ValueTask<LoginResult> LogInAsync(string user, string password, LoginConnection connection, CancellationToken cancellationToken)
    {
        if (password.Contains(Replacement, StringComparison.Ordinal))
        {
            // The engine refuses what can't be a password, with the common answer and an audit line of its own.
            Log.PasswordNotUtf8(logger, connection.RemoteAddress);
            password = "";
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>(Encoding.UTF8.GetByteCount(password), pinned: true);
        try
        {
            Encoding.UTF8.GetBytes(password, bytes);
            return await engine.AuthenticateAsync(new LoginAttempt(user, bytes, connection), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
