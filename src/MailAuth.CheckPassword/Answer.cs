using MailAuth.Configuration;
using MailAuth.Replies;
using MailAuth.Usernames;

namespace MailAuth.CheckPassword;

/// <summary>How the process ends, and what it says: the exit code, the reply's fields, a line for the log.</summary>
internal sealed class Answer
{
    private const string Master =
        "this program may not be a master passdb (master = yes): whoever has an account would open every mailbox. Use another passdb for master users.";

    private Answer(int exitCode, IReadOnlyList<ReplyField>? fields, string? logLine, string? eventLine = null)
    {
        ExitCode = exitCode;
        Fields = fields;
        LogLine = logLine;
        EventLine = eventLine;
    }

    /// <summary>The exit code; where there are <see cref="Fields"/>, that of a reply that was delivered.</summary>
    public int ExitCode { get; }

    /// <summary>The reply, <c>user</c> first; null where only the exit code answers.</summary>
    public IReadOnlyList<ReplyField>? Fields { get; }

    /// <summary>One line for the server's log, without a secret; null where there is nothing that the server does not know.</summary>
    public string? LogLine { get; }

    /// <summary>The line of a guess, for programs that read the server's log; null where there was none, or nobody asks for it.</summary>
    public string? EventLine { get; }

    /// <summary>Answers what the server asks.</summary>
    public static Answer Of(string config, LoginMessage message, Caller caller)
    {
        Request request = caller.Request;
        if (request == Request.Credentials)
        {
            CheckPasswordReply credentials = MailReplies.CheckPasswordCredentials;
            return new Answer(credentials.ExitCode, null, credentials.Reason);
        }

        if (request == Request.MasterPassdb)
        {
            return Fault(Master);
        }

        if (message.Problem is { } problem)
        {
            // What a client can cause is refused; 3, or any code but 111, would bounce mail.
            return request == Request.Password && !message.IsFault ? new Answer(CheckPassword.ExitCode.Refused, null, problem) : Fault(problem);
        }

        using var faults = new FaultLog();
        using EngineHost? host = EngineHost.Open(config, faults, out IReadOnlyList<ConfigurationProblem> problems);
        return host is null ? Fault(string.Join("; ", problems)) : Of(host.Engine, faults, message, caller);
    }

    /// <summary>Asks an engine.</summary>
    public static Answer Of(MailAuthenticator engine, FaultLog faults, LoginMessage message, Caller caller)
    {
        if (caller.Request == Request.Password)
        {
            var attempt = new LoginAttempt(message.Username, message.Password, caller.Connection);
            return OfLogin(Wait(engine.AuthenticateAsync(attempt)), faults, message, caller);
        }

        LookupResult found = Wait(engine.LookupAsync(message.Username, caller.Connection));
        return OfLookup(found, faults, message, isLogin: caller.Request == Request.MasterLogin);
    }

    private static Answer OfLogin(LoginResult result, FaultLog faults, LoginMessage message, Caller caller)
    {
        CheckPasswordReply reply = MailReplies.CheckPassword(result, caller.Service);
        if (reply.ExitCode != CheckPassword.ExitCode.Success)
        {
            string? guess = faults.Events.Line;
            return new Answer(reply.ExitCode, null, faults.Line ?? (guess is null && IsWorthALine(result.Reason) ? $"{Shown(message)}: {result} {result.Rule}".TrimEnd() : null), guess);
        }

        return ReplyFields.CannotName(result.Account!) is { } why
            ? Fault(why)
            : new Answer(CheckPassword.ExitCode.Success, reply.NoLogin ? ReplyFields.OfRefused(result.Account!, reply.Reason!) : ReplyFields.OfLogin(result.Account!), faults.Line);
    }

    /// <summary>A look-up; or, with <paramref name="isLogin"/>, a master user's login into the account.</summary>
    private static Answer OfLookup(LookupResult result, FaultLog faults, LoginMessage message, bool isLogin)
    {
        int found = MailReplies.CheckPasswordLookup(ResolutionStatus.Found).ExitCode;
        int exitCode = MailReplies.CheckPasswordLookup(result.Status).ExitCode;
        if (exitCode == found)
        {
            return ReplyFields.CannotName(result.Account!) is { } why ? Fault(why)
                : isLogin ? new Answer(CheckPassword.ExitCode.Success, ReplyFields.OfLogin(result.Account!), faults.Line)
                : new Answer(found, ReplyFields.OfLookup(result.Account!), faults.Line);
        }

        string? line = faults.Line ?? (result.Status == ResolutionStatus.Ambiguous ? $"{Shown(message)}: more than one account may be meant" : null);
        return isLogin && result.Status == ResolutionStatus.Unknown ? new Answer(CheckPassword.ExitCode.Refused, null, line) : new Answer(exitCode, null, line);
    }

    private static Answer Fault(string line) => new(CheckPassword.ExitCode.Fault, null, line);

    /// <summary>What an operator must learn of and the server can't: not a wrong password, nor an unknown name, of which every attack has thousands.</summary>
    private static bool IsWorthALine(LoginReason reason) => reason is not
        (LoginReason.WrongPassword or LoginReason.UnknownAccount or LoginReason.InvalidUsername or LoginReason.InvalidPassword or LoginReason.AccountDisabled);

    private static string Shown(LoginMessage message) => SubmittedText.Escape(message.Username.Span);

    private static T Wait<T>(ValueTask<T> task) => task.IsCompletedSuccessfully ? task.Result : task.AsTask().GetAwaiter().GetResult();
}
