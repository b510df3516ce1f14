using MailAuth;
using MailAuth.Replies;
using MailAuth.Sasl;
using MailHost.Connections;
using MailHost.Mailboxes;
using Microsoft.Extensions.Logging;

namespace MailHost.Pop3;

/// <summary>One client's session: reads commands, answers each, and sees to the login. What a logged-in client wants of its mailbox is <see cref="Pop3Mailbox"/>'s.</summary>
internal sealed class Pop3Session(MailConnection connection, Pop3ServerOptions options, LoginGate gate, DateTimeOffset serverStarted, ILogger logger)
{
    private readonly WireBuffer line = new();

    /// <summary>What USER said, until PASS.</summary>
    private readonly WireBuffer username = new();

    private bool hasUsername;
    private Pop3Mailbox? mailbox;
    private int badCommands;

    /// <summary>Set where the session is to end behind the answer.</summary>
    private bool closing;

    /// <summary>
    /// Runs the session to its end. A client that takes too long is left without a word (RFC 1939 section 3), also what it deleted; a server that stops says so,
    /// which a client reads as the answer to its next command.
    /// </summary>
    public async Task RunAsync()
    {
        try
        {
            // Without a timestamp: APOP would need the password as it is stored (RFC 1939 section 7).
            connection.Write("+OK Ready\r\n"u8);
            while (await connection.FlushAsync().ConfigureAwait(false) && !closing)
            {
                await StepAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (connection.Stopping.IsCancellationRequested)
        {
            connection.Write("-ERR [SYS/TEMP] The server is shutting down\r\n"u8);
            _ = await connection.FlushAsync().ConfigureAwait(false);
        }
        finally
        {
            line.Clear();
            username.Clear();
        }
    }

    /// <summary>Reads and answers one command. They are carried out in their order, however many a client sends ahead (RFC 2449 section 6.6).</summary>
    private async ValueTask StepAsync()
    {
        line.Clear();
        TimeSpan time = mailbox is null ? connection.TimeBeforeLogin : options.Limits.TimeAfterLogin;
        string? answer = "-ERR Line too long";
        switch (await connection.ReadLineAsync(line, options.Limits.Line, time).ConfigureAwait(false))
        {
            case LineStatus.End:
                closing = true;
                return;
            case LineStatus.Endless:
                closing = true;
                break;
            case LineStatus.Line:
                answer = await ExecuteAsync(Pop3Command.Parse(line.Memory)).ConfigureAwait(false);
                break;
        }

        line.Clear();
        if (answer is not null)
        {
            connection.Write(answer + "\r\n");
        }

        // Failed logins are the gate's to count: their answers have a response code, and no others.
        bool isBad = answer is not null && answer.StartsWith("-ERR ", StringComparison.Ordinal) && !answer.StartsWith("-ERR [", StringComparison.Ordinal);
        badCommands = isBad ? badCommands + 1 : 0;
        closing |= gate.IsExhausted || badCommands >= options.Limits.BadCommands;
    }

    /// <summary>Carries out a command. Gives the answer's line, <see langword="null"/> where all of it is written.</summary>
    private async ValueTask<string?> ExecuteAsync(Pop3Command command)
    {
        switch (command.Name)
        {
            case "USER":
                return TakeUsername(command);
            case "PASS":
                return await LogInAsync(command).ConfigureAwait(false);
            case "AUTH":
                return await AuthenticateAsync(command).ConfigureAwait(false);
            case "APOP":
                return "-ERR There is no APOP: it would need the password as it is stored";
            case "CAPA" or "STLS" or "QUIT" when !command.HasNoArguments:
                return $"-ERR {command.Name} takes no arguments";
            case "CAPA":
                connection.Write($"+OK Capabilities\r\n{Capabilities()}.\r\n");
                return null;
            case "STLS":
                return await StartTlsAsync().ConfigureAwait(false);
            case "QUIT":
                closing = true;
                return "+OK Bye";
            default:
                return mailbox is null ? "-ERR That is no command, or needs a login" : mailbox.Execute(command);
        }
    }

    /// <summary>CAPA (RFC 2449, RFC 2595, RFC 3206, RFC 5034): of the ways to log in, those that are open now.</summary>
    private string Capabilities() =>
        "TOP\r\nUIDL\r\nRESP-CODES\r\nAUTH-RESP-CODE\r\nPIPELINING\r\n"
        + (connection.Login.Tls || mailbox is not null ? "" : "STLS\r\n")
        + (RefuseLogin() is null ? $"USER\r\nSASL {string.Join(' ', SaslMechanisms.Names)}\r\n" : "");

    /// <summary>USER: whoever it is, nothing is looked up.</summary>
    private string TakeUsername(Pop3Command command)
    {
        ForgetUsername();
        if (RefuseLogin() is { } refusal)
        {
            return refusal;
        }

        if (command.Text is not { } name)
        {
            return "-ERR USER takes a username";
        }

        username.Append(name.Span);
        hasUsername = true;
        return MailReplies.Pop3User.ToString();
    }

    private async ValueTask<string?> LogInAsync(Pop3Command command)
    {
        if (RefuseLogin() is { } refusal)
        {
            return refusal;
        }

        if (!hasUsername)
        {
            return "-ERR Send USER first";
        }

        if (command.Text is not { } password)
        {
            ForgetUsername();
            return "-ERR PASS takes a password";
        }

        hasUsername = false;
        return Conclude(await gate.TryAsync(new LoginAttempt(username.Memory, password, connection.Login), Forget, connection.Stopping).ConfigureAwait(false));

        void Forget()
        {
            line.Clear();
            username.Clear();
        }
    }

    /// <summary>AUTH (RFC 5034), with an initial response or without; with nothing at all it lists the mechanisms, as clients asked before there was CAPA.</summary>
    private async ValueTask<string?> AuthenticateAsync(Pop3Command command)
    {
        ForgetUsername();
        if (RefuseLogin() is { } refusal)
        {
            return refusal;
        }

        if (command.HasNoArguments)
        {
            connection.Write($"+OK Mechanisms\r\n{string.Concat(SaslMechanisms.Names.Select(name => name + "\r\n"))}.\r\n");
            return null;
        }

        Memory<byte> arguments = command.Arguments;
        int blank = arguments.Span.IndexOf((byte)' ');
        SaslLoginOutcome? outcome = await new SaslLogin(connection, gate, "+ ").RunAsync(
            blank < 0 ? arguments : arguments[..blank], blank < 0 ? default(ReadOnlyMemory<byte>?) : arguments[(blank + 1)..], line).ConfigureAwait(false);
        closing |= outcome is null;
        return outcome is null ? null : outcome.Result is { } result ? Conclude(result) : Answer(outcome.Kind);
    }

    private string Conclude(LoginResult result)
    {
        if (result.IsAccepted)
        {
            string address = result.Account?.Address ?? throw new InvalidOperationException("The engine accepted a login without an account.");
            mailbox = new Pop3Mailbox(connection, new Inbox(address, serverStarted));
        }

        return MailReplies.Pop3(result).ToString();
    }

    /// <summary>The answer to a login that can't be tried now: there was one, or it would go over the wire for all to read.</summary>
    private string? RefuseLogin() =>
        mailbox is not null ? Answer(ReplyKind.AlreadyAuthenticated)
        : connection.MayLogIn ? null
        : Answer(ReplyKind.TlsRequired);

    /// <summary>STLS (RFC 2595 section 4). Nothing that the client said before survives it.</summary>
    private async ValueTask<string?> StartTlsAsync()
    {
        if (connection.Login.Tls)
        {
            return "-ERR TLS is on already";
        }

        if (mailbox is not null)
        {
            return "-ERR STLS comes before the login";
        }

        ForgetUsername();
        closing |= !await connection.StartTlsAsync("+OK Begin TLS now\r\n", logger).ConfigureAwait(false);
        return null;
    }

    private void ForgetUsername()
    {
        username.Clear();
        hasUsername = false;
    }

    private static string Answer(ReplyKind kind) => MailReplies.Pop3(kind).ToString();
}
