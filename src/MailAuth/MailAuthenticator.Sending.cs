using MailAuth.Submission;
using MailAuth.Usage;

namespace MailAuth;

/// <content>Sending: who may, and what is recorded of it.</content>
public sealed partial class MailAuthenticator
{
    /// <summary>
    /// Decides whether a client may send: at MAIL, without a recipient, and again for each RCPT. Refusals, and what a dry run or the sender binding would have refused, are logged with
    /// the setting that decided.
    /// </summary>
    /// <param name="attempt">What the client has said so far.</param>
    /// <returns>The decision, with the reply where it refuses.</returns>
    public SubmissionDecision AuthorizeSending(SubmissionAttempt attempt)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        SubmissionDecision decision = policy.Submission.Decide(new SubmissionQuery
        {
            Now = timeProvider.GetUtcNow(),
            Sender = attempt.Sender,
            Recipient = attempt.Recipient,
            Service = attempt.Service,
            Tls = attempt.Connection.Tls,
            RemoteAddress = attempt.Connection.RemoteAddress,
            Account = attempt.Account,
        });
        EngineLog.Sending(sendingLogger, attempt, decision);
        instruments?.SendingDecided(attempt.Service, decision);
        return decision;
    }

    /// <summary>Records mail that was taken, if it was without a login. Call it once for each message that is accepted; it does nothing for others.</summary>
    /// <param name="attempt">What was decided on.</param>
    /// <param name="decision">The decision that let it through.</param>
    /// <returns>A task that is complete, except of an engine with an inline hash executor: then it completes when the record is written.</returns>
    public ValueTask RecordSendingAsync(SubmissionAttempt attempt, SubmissionDecision decision)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return usage is not null && decision.IsUnauthenticated && attempt.Connection.RemoteAddress is { } remote
            ? usage.WriteAsync(UnauthenticatedMail.Of(remote, policy.Submission.Address(attempt.Sender), attempt.Sender, attempt.Connection.Tls, decision, timeProvider.GetUtcNow()))
            : ValueTask.CompletedTask;
    }
}
