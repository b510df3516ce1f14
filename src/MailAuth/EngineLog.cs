using System.Text;
using MailAuth.Submission;
using MailAuth.Transition;
using MailAuth.Usernames;
using Microsoft.Extensions.Logging;

namespace MailAuth;

/// <summary>The engine's log messages. Event ids 1600 to 1699 are public and stay.</summary>
internal static partial class EngineLog
{
    /// <summary>What stands for what there is none of.</summary>
    private const string None = "-";

    /// <summary>The audit line of a login: who (escaped), from where, in which form, with which outcome, and the setting that decided.</summary>
    public static void Login(ILogger logger, LoginAttempt attempt, LoginResult result)
    {
        string submitted = SubmittedText.Escape(attempt.SubmittedUsername.Span);
        LoginConnection connection = attempt.Connection;
        switch (result.Status)
        {
            case LoginStatus.Accepted:
                Accepted(logger, submitted, result.Account?.Address ?? None, Remote(connection), connection.Protocol, connection.Tls, result.Form, result.Source, result.Phase, result.Rule ?? None, result.DryRunStatus?.ToString() ?? None);
                break;
            case LoginStatus.Rejected:
                Rejected(logger, submitted, result.Reason, result.Account?.Address ?? None, Remote(connection), connection.Protocol, connection.Tls, result.Form, result.Source, result.Phase, result.Rule ?? None);
                break;
            default:
                TemporarilyUnavailable(logger, submitted, result.Reason, result.Account?.Address ?? None, Remote(connection), connection.Protocol, connection.Tls, result.Form, result.Source, result.Phase, result.Rule ?? None);
                break;
        }
    }

    /// <summary>The audit line of mail that was refused, or that a dry run or the sender binding would have refused.</summary>
    public static void Sending(ILogger logger, SubmissionAttempt attempt, SubmissionDecision decision)
    {
        if ((decision is { IsAllowed: true, DryRunReason: null }) || !logger.IsEnabled(LogLevel.Information))
        {
            return;
        }

        string sender = SubmittedText.Escape(Encoding.UTF8.GetBytes(attempt.Sender));
        string recipient = attempt.Recipient is { } text ? SubmittedText.Escape(Encoding.UTF8.GetBytes(text)) : "(none yet)";
        LoginConnection connection = attempt.Connection;
        if (decision.IsAllowed)
        {
            SendingDryRun(logger, sender, recipient, decision.DryRunReason, attempt.Account?.Address ?? None, Remote(connection), attempt.Service, connection.Tls, decision.Phase, decision.Rule ?? None);
        }
        else
        {
            SendingRefused(logger, sender, recipient, decision.Reason, attempt.Account?.Address ?? None, Remote(connection), attempt.Service, connection.Tls, decision.Phase, decision.Rule ?? None);
        }
    }

    private static object Remote(LoginConnection connection) => (object?)connection.RemoteAddress ?? None;

    [LoggerMessage(1604, LogLevel.Error, "The account store failed; logins are temporarily unavailable")]
    public static partial void StoreFailed(ILogger logger, Exception fault);

    [LoggerMessage(1610, LogLevel.Error, "The account store failed; a look-up has no answer")]
    public static partial void LookupFailed(ILogger logger, Exception fault);

    [LoggerMessage(1605, LogLevel.Error, "The stored hash of {Account} can't be used: {Explanation}")]
    public static partial void UnusableHash(ILogger logger, string account, string? explanation);

    [LoggerMessage(1608, LogLevel.Error, "A password scheme failed; the login is temporarily unavailable")]
    public static partial void SchemeFailed(ILogger logger, Exception fault);

    [LoggerMessage(1606, LogLevel.Information, "The outdated hash of {Account} was replaced")]
    public static partial void Rehashed(ILogger logger, string account);

    [LoggerMessage(1613, LogLevel.Information, "The outdated hash of {Account} was not replaced: it had changed meanwhile")]
    public static partial void RehashLate(ILogger logger, string account);

    [LoggerMessage(1607, LogLevel.Warning, "The outdated hash of {Account} could not be replaced; the login goes on")]
    public static partial void RehashFailed(ILogger logger, string account, Exception fault);

    [LoggerMessage(1609, LogLevel.Warning, "transition.ratchetDays is set and there is no usage sink: unless the store learns of bare logins elsewhere, it will refuse every bare username in the end")]
    public static partial void RatchetWithoutSink(ILogger logger);

    [LoggerMessage(1611, LogLevel.Information, "Refused mail from {Sender} to {Recipient}: {Reason}, account {Account}, from {Remote}, service {Service} (TLS {Tls}), phase {Phase}, rule {Rule}")]
    private static partial void SendingRefused(ILogger logger, string sender, string recipient, SubmissionReason reason, string account, object remote, SubmissionService service, bool tls, TransitionPhase phase, string rule);

    [LoggerMessage(1612, LogLevel.Information, "Would have refused mail from {Sender} to {Recipient}: {Reason}, account {Account}, from {Remote}, service {Service} (TLS {Tls}), phase {Phase}, rule {Rule}")]
    private static partial void SendingDryRun(ILogger logger, string sender, string recipient, SubmissionReason? reason, string account, object remote, SubmissionService service, bool tls, TransitionPhase phase, string rule);

    [LoggerMessage(1601, LogLevel.Information, "Accepted {Submitted} as {Account} from {Remote} over {Protocol} (TLS {Tls}), form {Form}, source {Source}, phase {Phase}, rule {Rule}, dry run {DryRun}")]
    private static partial void Accepted(ILogger logger, string submitted, string account, object remote, MailProtocol protocol, bool tls, UsernameForm form, ResolutionSource source, TransitionPhase phase, string rule, string dryRun);

    [LoggerMessage(1602, LogLevel.Information, "Rejected {Submitted}: {Reason}, account {Account}, from {Remote} over {Protocol} (TLS {Tls}), form {Form}, source {Source}, phase {Phase}, rule {Rule}")]
    private static partial void Rejected(ILogger logger, string submitted, LoginReason reason, string account, object remote, MailProtocol protocol, bool tls, UsernameForm form, ResolutionSource source, TransitionPhase phase, string rule);

    [LoggerMessage(1603, LogLevel.Information, "Temporarily unavailable for {Submitted}: {Reason}, account {Account}, from {Remote} over {Protocol} (TLS {Tls}), form {Form}, source {Source}, phase {Phase}, rule {Rule}")]
    private static partial void TemporarilyUnavailable(ILogger logger, string submitted, LoginReason reason, string account, object remote, MailProtocol protocol, bool tls, UsernameForm form, ResolutionSource source, TransitionPhase phase, string rule);
}
