using System.Globalization;
using System.Text;
using MailAuth;
using MailAuth.Replies;
using MailAuth.Submission;
using MailHost.Connections;

namespace MailHost.Submission;

/// <content>Mail: MAIL, RCPT and DATA (RFC 5321 section 3.3).</content>
internal sealed partial class SubmissionSession
{
    private SmtpReply Mail(ReadOnlySpan<byte> arguments)
    {
        if (clientName is null || transaction is not null)
        {
            return new SmtpReply(503, "5.5.1", clientName is null ? "Say EHLO first." : "There is a message already.");
        }

        if (!MailParser.TryReadPath(arguments, "FROM:"u8, out string? sender, out ReadOnlySpan<byte> parameters))
        {
            return new SmtpReply(501, "5.1.7", "MAIL takes FROM:<address>.");
        }

        if (MailParser.ReadMailParameters(parameters, options.MessageSize, out bool utf8) is { } refusal)
        {
            return refusal;
        }

        if (!utf8 && !Ascii.IsValid(sender))
        {
            return new SmtpReply(553, "5.6.7", "This address takes SMTPUTF8.");
        }

        SubmissionDecision decision = engine.AuthorizeSending(Attempt(sender, recipient: null));
        if (decision.IsAllowed)
        {
            transaction = new MailTransaction(sender) { IsInternationalized = utf8 };
        }

        return MailReplies.Smtp(MailReplies.KindOf(decision));
    }

    private SmtpReply Recipient(ReadOnlySpan<byte> arguments)
    {
        if (transaction is null)
        {
            return new SmtpReply(503, "5.5.1", "Say MAIL first.");
        }

        if (!MailParser.TryReadPath(arguments, "TO:"u8, out string? recipient, out ReadOnlySpan<byte> parameters) || recipient.Length == 0)
        {
            return new SmtpReply(501, "5.1.3", "RCPT takes TO:<address>.");
        }

        if (!parameters.IsEmpty)
        {
            return new SmtpReply(555, "5.5.4", "A parameter is unknown.");
        }

        if (!transaction.IsInternationalized && !Ascii.IsValid(recipient))
        {
            return new SmtpReply(553, "5.6.7", "This address takes SMTPUTF8.");
        }

        if (transaction.Recipients.Count >= options.Recipients)
        {
            return new SmtpReply(452, "4.5.3", "Too many recipients.");
        }

        SubmissionAttempt attempt = Attempt(transaction.Sender, recipient);
        SubmissionDecision decision = engine.AuthorizeSending(attempt);
        if (decision.Refusal is { } refusal)
        {
            return MailReplies.Smtp(refusal);
        }

        transaction.Recipients.Add(recipient);
        if (decision.IsUnauthenticated)
        {
            transaction.Unauthenticated ??= (attempt, decision);
        }

        // On port 25 nothing could be said of the login at MAIL: whoever will need one is told here.
        return decision.ShouldWarn && options.Service == SubmissionService.Relay
            ? MailReplies.Smtp(MailReplies.KindOf(decision)) with { EnhancedCode = "2.1.5" }
            : new SmtpReply(250, "2.1.5", "Recipient accepted.");
    }

    /// <summary>DATA: the message goes to a file as it comes.</summary>
    private async ValueTask<SmtpReply?> DataAsync()
    {
        if (transaction is not { Recipients.Count: > 0 } mail)
        {
            return new SmtpReply(503, "5.5.1", transaction is null ? "Say MAIL first." : "There is no recipient.");
        }

        transaction = null;
        connection.Write("354 Send the message, and a dot on a line of its own\r\n"u8);
        if (!await connection.FlushAsync().ConfigureAwait(false))
        {
            goodbye = "";
            return null;
        }

        MailDirectory.IncomingMessage message = directory.Begin();
        await using (message.ConfigureAwait(false))
        {
            await message.WriteAsync(TraceOf(mail, message.Id), connection.Stopping).ConfigureAwait(false);
            var text = new MessageReader(connection, options.MessageSize, options.TimeToSend, options.TimeProvider);
            switch (await text.ReadAsync(message.WriteAsync).ConfigureAwait(false))
            {
                case MessageStatus.End:
                    goodbye = "";
                    return null;
                case MessageStatus.Endless:
                    goodbye = "421 4.7.0 Too much";
                    return null;
                case MessageStatus.TooLarge:
                    return new SmtpReply(552, "5.3.4", "The message is too large.");
                case MessageStatus.BareLineEnd:
                    return new SmtpReply(550, "5.6.0", "The message has a CR or LF that stands alone.");
            }

            await message.KeepAsync(connection.Stopping).ConfigureAwait(false);
            hasSent = true;
            if (mail.Unauthenticated is var (attempt, decision))
            {
                await engine.RecordSendingAsync(attempt, decision).ConfigureAwait(false);
            }

            Log.MailTaken(
                logger, message.Id, text.Size, LogText.Escape(mail.Sender), mail.Recipients.Count, account?.Address ?? "nobody", connection.Login.RemoteAddress,
                mail.Unauthenticated?.Decision.Rule);
            return new SmtpReply(250, "2.0.0", $"Taken as {message.Id}.");
        }
    }

    /// <summary>The envelope, and how the message came (RFC 5321 section 4.4, RFC 3848).</summary>
    private string TraceOf(MailTransaction mail, string id)
    {
        string protocol = extended ? (mail.IsInternationalized ? "UTF8SMTP" : "ESMTP") + (connection.Login.Tls ? "S" : "") + (account is null ? "" : "A") : "SMTP";
        string recipients = string.Concat(mail.Recipients.Select(recipient => $"X-Envelope-To: <{recipient}>\r\n"));
        string date = options.TimeProvider.GetUtcNow().ToString("ddd, dd MMM yyyy HH':'mm':'ss", CultureInfo.InvariantCulture);
        return $"Return-Path: <{mail.Sender}>\r\n{recipients}"
            + $"Received: from {clientName} ([{connection.Login.RemoteAddress}])\r\n\tby {options.HostName} with {protocol} id {id};\r\n\t{date} +0000\r\n";
    }

    private SubmissionAttempt Attempt(string sender, string? recipient) =>
        new(sender, connection.Login) { Recipient = recipient, Account = account, Service = options.Service };
}
