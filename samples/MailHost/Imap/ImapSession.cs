using System.Text;
using MailAuth.Replies;
using MailAuth.Sasl;
using MailAuth;
using MailHost.Connections;
using MailHost.Mailboxes;
using Microsoft.Extensions.Logging;

namespace MailHost.Imap;

/// <summary>One client's session: reads commands, answers each, and sees to the login. What a logged-in client wants of its mailbox is <see cref="ImapMailbox"/>'s.</summary>
internal sealed class ImapSession(MailConnection connection, ImapServerOptions options, LoginGate gate, DailyNotice notices, DateTimeOffset serverStarted, ILogger logger)
{
    private readonly ImapCommandReader reader = new(connection, options.Limits, options.TimeProvider);
    private readonly WireBuffer command = new();
    private ImapMailbox? mailbox;
    private int badCommands;

    /// <summary>Set where the session is to end behind the answer: what to say then.</summary>
    private string? goodbye;

    private string Capabilities =>
        mailbox is not null ? "IMAP4rev1 LITERAL+ ID NAMESPACE IDLE UNSELECT"
        : "IMAP4rev1 LITERAL+ ID"
            + (connection.Login.Tls ? "" : " STARTTLS")
            + (connection.MayLogIn ? " SASL-IR" + string.Concat(SaslMechanisms.Names.Select(name => " AUTH=" + name)) : " LOGINDISABLED");

    /// <summary>Runs the session to its end.</summary>
    public async Task RunAsync()
    {
        try
        {
            connection.Write($"* OK [CAPABILITY {Capabilities}] Ready\r\n");
            while (await connection.FlushAsync().ConfigureAwait(false))
            {
                if (goodbye is not null || !await StepAsync().ConfigureAwait(false))
                {
                    break;
                }
            }
        }
        catch (TimeoutException)
        {
            await SayGoodbyeAsync("Logged out: idle for too long").ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (connection.Stopping.IsCancellationRequested)
        {
            await SayGoodbyeAsync("The server is shutting down").ConfigureAwait(false);
        }
        finally
        {
            command.Clear();
        }
    }

    /// <summary>Reads and answers one command; <see langword="false"/> where the client is gone.</summary>
    private async ValueTask<bool> StepAsync()
    {
        command.Clear();
        ImapRead read = await reader.ReadAsync(command, mailbox is not null, RefuseLiteral).ConfigureAwait(false);
        if (read is { IsCommand: false, Refusal: null })
        {
            return false;
        }

        var parser = new ImapParser(command.Memory);
        bool tagged = parser.TryTakeTag(out string tag) && parser.TryTakeSpace();
        string? answer = read.Refusal;
        if (read.Close)
        {
            goodbye = "Too much";
        }

        answer ??= tagged && parser.TryTakeWord(out string name) ? await ExecuteAsync(tag, name, parser).ConfigureAwait(false) : "BAD That is no command";
        command.Clear();
        if (answer is not null)
        {
            connection.Write($"{(tagged ? tag : "*")} {answer}\r\n");
            badCommands = answer.StartsWith("BAD", StringComparison.Ordinal) ? badCommands + 1 : 0;
        }

        if (badCommands >= options.Limits.BadCommands)
        {
            goodbye ??= "Too many bad commands";
        }

        if (goodbye is { Length: > 0 })
        {
            connection.Write($"* BYE {goodbye}\r\n");
        }

        return true;
    }

    /// <summary>Carries out a command. Gives the tagged answer without the tag, <see langword="null"/> where it is sent already.</summary>
    private async ValueTask<string?> ExecuteAsync(string tag, string name, ImapParser parser)
    {
        switch (name)
        {
            case "LOGIN":
                return await LogInAsync(parser).ConfigureAwait(false);
            case "AUTHENTICATE":
                return await AuthenticateAsync(parser).ConfigureAwait(false);
            case "ID":
                return Identify(parser);
            case "IDLE" when mailbox is not null && parser.AtEnd:
                return await IdleAsync().ConfigureAwait(false);
            case "CAPABILITY" or "NOOP" or "LOGOUT" or "STARTTLS" when !parser.AtEnd:
                return $"BAD {name} takes no arguments";
            case "CAPABILITY":
                connection.Write($"* CAPABILITY {Capabilities}\r\n");
                return "OK CAPABILITY completed";
            case "NOOP":
                return "OK NOOP completed";
            case "LOGOUT":
                connection.Write("* BYE Logging out\r\n"u8);
                goodbye = "";
                return "OK LOGOUT completed";
            case "STARTTLS":
                return await StartTlsAsync(tag).ConfigureAwait(false);
            default:
                return mailbox is null ? "BAD That is no command, or needs a login" : mailbox.Execute(name, parser);
        }
    }

    private async ValueTask<string?> LogInAsync(ImapParser parser)
    {
        if (RefuseLogin() is { } refusal)
        {
            return refusal;
        }

        if (!parser.TryTakeSpace() || !parser.TryTakeAString(out Memory<byte> username)
            || !parser.TryTakeSpace() || !parser.TryTakeAString(out Memory<byte> password) || !parser.AtEnd)
        {
            return "BAD LOGIN takes a username and a password";
        }

        return Conclude(await gate.TryAsync(new LoginAttempt(username, password, connection.Login), command.Clear, connection.Stopping).ConfigureAwait(false));
    }

    /// <summary>AUTHENTICATE (RFC 3501 section 6.2.2), with an initial response (RFC 4959) or without.</summary>
    private async ValueTask<string?> AuthenticateAsync(ImapParser parser)
    {
        if (RefuseLogin() is { } refusal)
        {
            return refusal;
        }

        if (!parser.TryTakeSpace() || !parser.TryTakeWord(out string mechanism))
        {
            return "BAD AUTHENTICATE takes a mechanism";
        }

        bool hasInitialResponse = !parser.AtEnd;
        Memory<byte> initialResponse = default;
        if (hasInitialResponse && !(parser.TryTakeSpace() && parser.TryTakeToken(out initialResponse) && parser.AtEnd))
        {
            return "BAD AUTHENTICATE takes a mechanism and at most one response";
        }

        SaslLoginOutcome? outcome = await new SaslLogin(connection, gate, "+ ").RunAsync(
            Encoding.Latin1.GetBytes(mechanism), hasInitialResponse ? initialResponse : default(ReadOnlyMemory<byte>?), command).ConfigureAwait(false);
        if (outcome is null)
        {
            goodbye = "";
            return null;
        }

        CloseWhereExhausted();
        return outcome.Result is { } result ? Conclude(result) : Answer(outcome.Kind);
    }

    private string Conclude(LoginResult result)
    {
        ImapReply reply = MailReplies.Imap(result);
        if (!result.IsAccepted)
        {
            CloseWhereExhausted();
            return reply.ToString();
        }

        string address = result.Account?.Address ?? throw new InvalidOperationException("The engine accepted a login without an account.");
        mailbox = new ImapMailbox(connection, new Inbox(address, serverStarted));
        if (reply.Alert is { } alert && notices.TryTake(address))
        {
            connection.Write(alert + "\r\n");
        }

        return (reply with { ResponseCode = "CAPABILITY " + Capabilities }).ToString();
    }

    /// <summary>The answer to a login that can't be tried now: there was one, or it would go over the wire for all to read.</summary>
    private string? RefuseLogin() =>
        mailbox is not null ? Answer(ReplyKind.AlreadyAuthenticated)
        : connection.MayLogIn ? null
        : Answer(ReplyKind.TlsRequired);

    /// <summary>A client that waits for a go-ahead is told before it sends: a password without TLS, or a message that is not wanted.</summary>
    private string? RefuseLiteral(WireBuffer begun)
    {
        var parser = new ImapParser(begun.Memory);
        return parser.TryTakeTag(out _) && parser.TryTakeSpace() && parser.TryTakeWord(out string name)
            ? name switch { "LOGIN" => RefuseLogin(), "APPEND" when mailbox is not null => ImapMailbox.ReadOnly, _ => null }
            : "BAD That is no command";
    }

    private async ValueTask<string?> StartTlsAsync(string tag)
    {
        if (connection.Login.Tls)
        {
            return "BAD TLS is on already";
        }

        if (mailbox is not null)
        {
            return "BAD STARTTLS comes before the login";
        }

        if (!await connection.StartTlsAsync($"{tag} OK Begin TLS now\r\n", logger).ConfigureAwait(false))
        {
            goodbye = "";
        }

        return null;
    }

    /// <summary>ID (RFC 2971): what the client says it is.</summary>
    private string Identify(ImapParser parser)
    {
        if (!ImapClientId.TryParse(parser, out string? clientId))
        {
            return "BAD ID takes a list of names and values, or NIL";
        }

        connection.SetClientId(clientId);
        connection.Write("* ID (\"name\" \"MailAuth sample host\")\r\n"u8);
        return "OK ID completed";
    }

    /// <summary>IDLE (RFC 2177): nothing ever happens to this mailbox, so only its end counts.</summary>
    private async ValueTask<string?> IdleAsync()
    {
        connection.Write("+ Idling\r\n"u8);
        command.Clear();
        if (!await connection.FlushAsync().ConfigureAwait(false)
            || await connection.ReadLineAsync(command, options.Limits.Line, options.Limits.TimeAfterLogin).ConfigureAwait(false) is LineStatus.End or LineStatus.Endless)
        {
            goodbye = "";
            return null;
        }

        return Ascii.EqualsIgnoreCase(command.Span, "DONE") ? "OK IDLE completed" : "BAD IDLE ends with DONE";
    }

    private void CloseWhereExhausted()
    {
        if (gate.IsExhausted)
        {
            goodbye = "Too many failed logins";
        }
    }

    private async ValueTask SayGoodbyeAsync(string text)
    {
        connection.Write($"* BYE {text}\r\n");
        _ = await connection.FlushAsync().ConfigureAwait(false);
    }

    private static string Answer(ReplyKind kind) => MailReplies.Imap(kind).ToString();
}
