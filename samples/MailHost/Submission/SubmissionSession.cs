using System.Text;
using MailAuth;
using MailAuth.Accounts;
using MailAuth.Replies;
using MailAuth.Sasl;
using MailHost.Connections;
using Microsoft.Extensions.Logging;

namespace MailHost.Submission;

/// <summary>One client's session: reads commands and answers each. Who may log in, and who may send as whom, is the engine's to say.</summary>
internal sealed partial class SubmissionSession(
    MailConnection connection, SubmissionServerOptions options, MailAuthenticator engine, LoginGate gate, MailDirectory directory, ILogger logger)
{
    /// <summary>The longest command but AUTH: RFC 5321's 512 octets and what the extensions add.</summary>
    private const int LongestCommand = 2048;

    /// <summary>A line of AUTH with an initial response.</summary>
    private const int LongestLine = SaslExchange.MaximumLineLength + 32;

    private readonly WireBuffer command = new();
    private string? clientName;
    private bool extended;
    private Account? account;
    private MailTransaction? transaction;
    private bool hasSent;
    private int badCommands;

    /// <summary>Set where the session is to end behind the answer: what to say then; empty for nothing.</summary>
    private string? goodbye;

    /// <summary>Whether a login may be tried: over TLS, or from a network that may do without as long as TLS is not required of everybody.</summary>
    private bool MayLogIn => connection.MayLogIn
        && (connection.Login.Tls || engine.Policy.Submission.MayLogInWithoutTls(connection.Login.RemoteAddress, options.TimeProvider.GetUtcNow()));

    /// <summary>The time for the next command.</summary>
    private TimeSpan Patience => account is not null || hasSent ? options.Limits.TimeAfterLogin : connection.TimeBeforeLogin;

    /// <summary>Runs the session to its end.</summary>
    public async Task RunAsync()
    {
        try
        {
            connection.Write($"220 {options.HostName} ESMTP\r\n");
            while (goodbye is null && await FlushAsync().ConfigureAwait(false) && await StepAsync().ConfigureAwait(false))
            {
                if (badCommands >= options.Limits.BadCommands)
                {
                    goodbye ??= "421 4.7.0 Too many bad commands";
                }
            }

            await SayGoodbyeAsync(goodbye).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await SayGoodbyeAsync("421 4.4.2 Idle for too long").ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (connection.Stopping.IsCancellationRequested)
        {
            await SayGoodbyeAsync("421 4.3.2 The server is shutting down").ConfigureAwait(false);
        }
        finally
        {
            command.Clear();
        }
    }

    /// <summary>Answers go out together where the client has sent its next command already (PIPELINING, RFC 2920).</summary>
    private async ValueTask<bool> FlushAsync() => connection.MayAnswerLater() || await connection.FlushAsync().ConfigureAwait(false);

    /// <summary>Reads and answers one command; <see langword="false"/> where the client is gone.</summary>
    private async ValueTask<bool> StepAsync()
    {
        command.Clear();
        LineStatus read = await connection.ReadLineAsync(command, LongestLine, Patience).ConfigureAwait(false);
        if (read == LineStatus.End)
        {
            return false;
        }

        if (read == LineStatus.Endless)
        {
            goodbye = "421 4.7.0 Too much";
            return true;
        }

        int blank = command.Span.IndexOf((byte)' ');
        string name = Encoding.ASCII.GetString(command.Span[..Math.Min(blank < 0 ? command.Length : blank, 12)]).ToUpperInvariant();
        Memory<byte> arguments = blank < 0 ? default : command.Memory[(blank + 1)..].TrimEnd((byte)' ');
        SmtpReply? reply = read == LineStatus.TooLong || (name != "AUTH" && command.Length > LongestCommand)
            ? name == "AUTH" ? MailReplies.Smtp(ReplyKind.TooLong) : new SmtpReply(500, "5.5.2", "The line is too long.")
            : await ExecuteAsync(name, arguments).ConfigureAwait(false);
        command.Clear();
        if (reply is not null)
        {
            connection.Write($"{reply}\r\n");
            badCommands = reply.Code is >= 500 and <= 504 ? badCommands + 1 : 0;
        }

        return true;
    }

    /// <summary>Carries out a command; <see langword="null"/> where its answer is written already.</summary>
    private async ValueTask<SmtpReply?> ExecuteAsync(string name, Memory<byte> arguments)
    {
        switch (name)
        {
            case "EHLO" or "HELO":
                return Hello(arguments.Span, name == "EHLO");
            case "AUTH":
                return await AuthenticateAsync(arguments).ConfigureAwait(false);
            case "MAIL":
                return Mail(arguments.Span);
            case "RCPT":
                return Recipient(arguments.Span);
            case "DATA" or "RSET" or "QUIT" or "STARTTLS" when !arguments.IsEmpty:
                return new SmtpReply(501, "5.5.4", $"{name} takes no arguments.");
            case "DATA":
                return await DataAsync().ConfigureAwait(false);
            case "STARTTLS":
                return await StartTlsAsync().ConfigureAwait(false);
            case "RSET":
                transaction = null;
                return new SmtpReply(250, "2.0.0", "Forgotten.");
            case "NOOP":
                return new SmtpReply(250, "2.0.0", "Nothing done.");
            case "VRFY":
                return new SmtpReply(252, "2.5.0", "Send mail, and see.");
            case "QUIT":
                goodbye = "221 2.0.0 Goodbye";
                return null;
            default:
                return new SmtpReply(500, "5.5.1", "That is no command.");
        }
    }

    private SmtpReply? Hello(ReadOnlySpan<byte> name, bool isExtended)
    {
        if (name.IsEmpty || name.Length > 255 || name.ContainsAnyExceptInRange((byte)0x21, (byte)0xFF))
        {
            return new SmtpReply(501, "5.5.4", "Say who you are: a domain or an address in brackets.");
        }

        transaction = null;
        extended = isExtended;
        clientName = LogText.Escape(name);
        connection.SetClientId(clientName);
        if (!isExtended)
        {
            connection.Write($"250 {options.HostName}\r\n");
            return null;
        }

        connection.Write($"250-{options.HostName}\r\n250-PIPELINING\r\n250-SIZE {options.MessageSize}\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n");
        if (!connection.Login.Tls)
        {
            connection.Write("250-STARTTLS\r\n"u8);
        }

        if (MayLogIn && account is null)
        {
            // Outlook Express 4 and others of its time read the second spelling alone.
            string mechanisms = string.Join(' ', SaslMechanisms.Names);
            connection.Write($"250-AUTH {mechanisms}\r\n250-AUTH={mechanisms}\r\n");
        }

        connection.Write("250 ENHANCEDSTATUSCODES\r\n"u8);
        return null;
    }

    /// <summary>STARTTLS (RFC 3207). What the client said before is forgotten, its login too.</summary>
    private async ValueTask<SmtpReply?> StartTlsAsync()
    {
        if (connection.Login.Tls)
        {
            return new SmtpReply(503, "5.5.1", "TLS is on already.");
        }

        (clientName, extended, account, transaction, hasSent) = (null, false, null, null, false);
        if (!await connection.StartTlsAsync("220 2.0.0 Begin TLS now\r\n", logger).ConfigureAwait(false))
        {
            goodbye = "";
        }

        return null;
    }

    /// <summary>AUTH (RFC 4954), with an initial response or without.</summary>
    private async ValueTask<SmtpReply?> AuthenticateAsync(Memory<byte> arguments)
    {
        if (account is not null)
        {
            return MailReplies.Smtp(ReplyKind.AlreadyAuthenticated);
        }

        if (transaction is not null || !extended)
        {
            return new SmtpReply(503, "5.5.1", transaction is null ? "Say EHLO first." : "Not within a message.");
        }

        if (!MayLogIn)
        {
            return MailReplies.Smtp(ReplyKind.TlsRequired);
        }

        int blank = arguments.Span.IndexOf((byte)' ');
        Memory<byte> initialResponse = blank < 0 ? default : arguments[(blank + 1)..];
        if (arguments.IsEmpty || initialResponse.Span.Contains((byte)' '))
        {
            return new SmtpReply(501, "5.5.4", "AUTH takes a mechanism and at most one response.");
        }

        SaslLoginOutcome? outcome = await new SaslLogin(connection, gate, "334 ").RunAsync(
            blank < 0 ? arguments : arguments[..blank], blank < 0 ? default(ReadOnlyMemory<byte>?) : initialResponse, command).ConfigureAwait(false);
        if (outcome is null || gate.IsExhausted)
        {
            goodbye = outcome is null ? "" : "421 4.7.0 Too many failed logins";
        }

        account = outcome?.Result is { IsAccepted: true } accepted ? accepted.Account : null;
        return outcome is null ? null : outcome.Result is { } result ? MailReplies.Smtp(result) : MailReplies.Smtp(outcome.Kind);
    }

    private async ValueTask SayGoodbyeAsync(string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            connection.Write($"{text}\r\n");
            _ = await connection.FlushAsync().ConfigureAwait(false);
        }
    }
}
