using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.Passwords;
using MailAuth.Throttling;
using MailAuth.Usernames;
using Microsoft.Extensions.Logging;

namespace MailAuth;

/// <summary>Steps 3 to 6 of a login: whose it is, what the right password would be answered, and whether it is the right one.</summary>
internal sealed class LoginVerification(IAccountStore store, HashExecutor executor, LoginCache? cache, bool recordsUsage, TimeProvider timeProvider, ILogger logger)
{
    /// <summary>Verifies.</summary>
    public async ValueTask<LoginVerdict> VerifyAsync(MailAuthPolicy current, LoginAttempt attempt, Username username, LoginAnswer answer, HashClient client, CancellationToken cancellationToken)
    {
        // 3: which account is meant, and which one is to be acted as. Both are asked for now: after the password, what the store does would tell that it was right.
        UsernameResolution resolution = default;
        Account? identity = null;
        if (username.Form != UsernameForm.None)
        {
            try
            {
                resolution = await ResolveAsync(current, username, attempt.Connection, cancellationToken).ConfigureAwait(false);
                identity = AccountAccess.NamesIdentity(attempt)
                    ? (await ResolveAsync(current, current.Normalizer.Normalize(attempt.AuthorizationIdentity.Span), attempt.Connection, cancellationToken).ConfigureAwait(false)).Account
                    : resolution.Account;
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                EngineLog.StoreFailed(logger, fault);
                return new LoginVerdict(answer.Unavailable(LoginReason.StoreUnavailable), ThrottleOutcome.NoGuess);
            }
        }

        // 5 and 6: what the right password would be answered. It is told after the right password alone, but it is known now,
        // so that a refusal which must look like a wrong password's does the work of one, in the same piece.
        answer.Resolved(resolution);
        Account? account = resolution.Account is { Status: AccountStatus.Active } active ? active : null;
        LoginAnswer toTheRight = answer;
        LoginResult? right = account is null ? null
            : AccountAccess.Check(account, attempt, identity) is var reason and not LoginReason.Accepted ? toTheRight.Refuse(reason)
            : toTheRight.Decide(account);

        // 4: the password, or a decoy where there is no account whose hash counts.
        PasswordOutcome outcome;
        try
        {
            bool looksWrong = right is { IsAccepted: false, Notice: LoginNotice.None };
            outcome = await current.Passwords.VerifyAsync(
                account, attempt.Password, executor, cancellationToken, looksWrong, client, cache).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // A scheme that throws is a bug of the scheme: nobody is told that the password is wrong.
            EngineLog.SchemeFailed(logger, fault);
            return new LoginVerdict(answer.Unavailable(LoginReason.EngineUnavailable), ThrottleOutcome.NoGuess);
        }

        switch (outcome.Verdict)
        {
            case PasswordVerdict.Match when right!.IsAccepted:
                return new LoginVerdict(right, ThrottleOutcome.Accepted, outcome, account, recordsUsage ? toTheRight.Usage(account!, right) : null);
            case PasswordVerdict.Match:
                // The right password in a form that is closed is no attack.
                return new LoginVerdict(right, ThrottleOutcome.NoGuess);
            case PasswordVerdict.Unusable:
                EngineLog.UnusableHash(logger, account!.Address, outcome.Explanation);
                break;
        }

        // Busy, too: a cheap hash was looked at before the queue was asked. Who comes again with the same password has made one guess.
        return new LoginVerdict(answer.NoMatch(outcome.Verdict), ThrottleOutcome.WrongPassword);
    }

    /// <summary>Which account a username means. No state machine where the store answers at once.</summary>
    public ValueTask<UsernameResolution> ResolveAsync(MailAuthPolicy current, Username username, LoginConnection connection, CancellationToken cancellationToken)
    {
        ValueTask<UsernameResolution> resolving = current.Usernames.ResolveAsync(username, connection, store, cancellationToken);
        return resolving.IsCompletedSuccessfully ? resolving : new(resolving.AsTask().WaitAsync(current.StoreTimeout, timeProvider, cancellationToken));
    }
}
