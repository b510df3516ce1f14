using MailAuth.Replies;
using MailAuth.Submission;
using global::SmtpServer;
using global::SmtpServer.Mail;
using global::SmtpServer.Storage;

namespace MailAuth.SmtpServer;

/// <summary>Decides MAIL and RCPT with the engine: who has to log in, and as whom an account may send. Then the host's own filters are asked, in their order.</summary>
internal sealed class MailAuthMailboxFilter(MailAuthenticator engine, AdapterRules rules, IMailboxFilter[] others) : IMailboxFilter
{
    public async Task<bool> CanAcceptFromAsync(ISessionContext context, IMailbox from, int size, CancellationToken cancellationToken)
    {
        SessionState state = SessionState.Of(context);
        state.IsRecorded = false;
        Decide(Attempt(context, state, from, null));
        foreach (IMailboxFilter other in others)
        {
            if (!await other.CanAcceptFromAsync(context, from, size, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    public async Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken)
    {
        SessionState state = SessionState.Of(context);
        SubmissionAttempt attempt = Attempt(context, state, from, to);
        SubmissionDecision decision = Decide(attempt);
        foreach (IMailboxFilter other in others)
        {
            if (!await other.CanDeliverToAsync(context, to, from, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }

        // SmtpServer tells nobody but the message store that a message was taken: the first recipient that is accepted stands for it.
        if (decision.IsUnauthenticated && !state.IsRecorded)
        {
            state.IsRecorded = true;
            await engine.RecordSendingAsync(attempt, decision).ConfigureAwait(false);
        }

        return true;
    }

    private SubmissionAttempt Attempt(ISessionContext context, SessionState state, IMailbox from, IMailbox? to) =>
        new(EnvelopeAddress.TextOf(from), state.Connection(context))
        {
            Recipient = to is null ? null : EnvelopeAddress.TextOf(to),
            Account = context.GetLoginResult()?.Account,
            Service = SessionState.Service(context, rules),
        };

    private SubmissionDecision Decide(SubmissionAttempt attempt)
    {
        SubmissionDecision decision = engine.AuthorizeSending(attempt);
        return decision.Refusal is { } refusal ? throw Refusals.Exception(MailReplies.Smtp(refusal)) : decision;
    }
}
