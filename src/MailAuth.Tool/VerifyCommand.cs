using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using MailAuth.Passwords;
using MailAuth.Tool.JsonLines;

namespace MailAuth.Tool;

/// <summary><c>mailauth verify</c>: whether a stored value is of a password.</summary>
internal static class VerifyCommand
{
    public const string Name = "verify";

    private const string Summary = "Says whether a stored value is of a password: exit code 0 match, 1 mismatch, 2 unusable.";

    private const string Details = """
        The stored value is the argument or the first line of standard input. The password is asked for without echo; where standard
        input is no terminal it is the next line, byte for byte.

        --json-lines reads a JSON object a line: stored, password (text) or password_hex (any bytes), and where they are wanted user and
        default_scheme. It writes one a line, in order: result (match, mismatch, unusable), scheme, reason, rehash. A line that can't be
        read gets an unusable in its place with the reason "line N: ..."; the rest goes on, and the exit code is 1.

        Example:
          $ echo '{"stored":"{SSHA256}...","password":"hemligt"}' | mailauth verify --json-lines
          {"result":"match","scheme":"SSHA256","reason":null,"rehash":true}
        """;

    public static Command Create(ToolConsole console)
    {
        Argument<string?> stored = new("STORED") { Description = "The stored value, in single quotes.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> user = new("--user") { Description = "The username that the value was made over (DIGEST-MD5).", HelpName = "NAME" };
        Option<string?> defaultScheme = new("--default-scheme") { Description = "The scheme of a value without {SCHEME}.", HelpName = "NAME" };
        Option<bool> jsonLines = new("--json-lines") { Description = "One check for each line of standard input." };
        var command = new DetailedCommand(Name, Summary, Details) { stored, user, defaultScheme, jsonLines };
        command.SetAction(parsed =>
        {
            if (!parsed.GetValue(jsonLines))
            {
                return Run(console, parsed.GetValue(stored), parsed.GetValue(user), parsed.GetValue(defaultScheme));
            }

            if (parsed.GetValue(stored) is not null || parsed.GetValue(user) is not null || parsed.GetValue(defaultScheme) is not null)
            {
                return console.Refuse("verify: --json-lines goes alone: the stored values, users and default schemes are in the lines");
            }

            using var answers = new VerifyLines();
            return JsonLineLoop.Run(console, answers);
        });
        return command;
    }

    private static int Run(ToolConsole console, string? stored, string? user, string? defaultScheme)
    {
        using var lines = new InputLines(console.Input);
        stored ??= Encoding.UTF8.GetString(Next("Stored value: ", isSecret: false) ?? []);
        if (stored.Length == 0)
        {
            return console.Refuse("verify: no stored value was given");
        }

        byte[]? password = Next("Password: ", isSecret: true);
        if (password is null)
        {
            return console.Refuse("verify: no password was given");
        }

        try
        {
            return Print(console, new StoredCheck(ToolSchemes.CreateVerifier()).Verify(stored, password, user, defaultScheme));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
        }

        byte[]? Next(string question, bool isSecret) =>
            console.Ask is { } ask ? ask(question, isSecret)
            : lines.Read(out ReadOnlySpan<byte> line) ? line.ToArray()
            : null;
    }

    private static int Print(ToolConsole console, PasswordCheck check)
    {
        string scheme = check.Scheme is null ? "" : $" {check.Scheme}";
        string reason = check.Reason is null ? "" : $": {check.Reason}";
        string rehash = check.RehashDue ? "; to be replaced at the next login" : "";
        console.WriteLine($"{StoredCheck.Name(check.Result)}{scheme}{reason}{rehash}");
        return check.Result switch
        {
            PasswordCheckResult.Match => ExitCode.Success,
            PasswordCheckResult.Mismatch => ExitCode.No,
            _ => ExitCode.Unusable,
        };
    }
}
