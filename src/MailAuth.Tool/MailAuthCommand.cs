using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace MailAuth.Tool;

/// <summary>The operator's command: its subcommands, and how their results become an exit code.</summary>
internal static class MailAuthCommand
{
    private const string Name = "mailauth";

    private const string Summary = "Makes and verifies stored passwords, normalizes usernames, lists the password schemes of this build, takes in accounts, keeps the record of who logged in how, and shows who has guesses to answer for.";

    private const string Details = """
        Exit codes: 0 yes, or done; 1 no; 2 the arguments are wrong, or what was given can't be used.
        A password is never an argument: it is asked for without echo, or read from standard input.

        Example:
          $ printf 'hemligt\n' | mailauth hash
          {ARGON2ID}$argon2id$v=19$m=19456,t=2,p=1$...
        """;

    /// <summary>Runs the command.</summary>
    /// <param name="args">The arguments, without the name of the command.</param>
    /// <param name="console">Where it reads and writes.</param>
    /// <returns>The exit code, one of <see cref="ExitCode"/>.</returns>
    public static int Run(IReadOnlyList<string> args, ToolConsole console)
    {
        // Not a RootCommand: that one is called as its file is.
        var help = new HelpOption();
        help.Action = new DetailedHelp((HelpAction)help.Action!);
        var root = new DetailedCommand(Name, Summary, Details)
        {
            help,
            new VersionOption(),
            HashCommand.Create(console),
            VerifyCommand.Create(console),
            UsernameCommand.Create(console),
            SchemesCommand.Create(console),
            ImportCommand.Create(console),
            UsageCommand.Create(console),
            ThrottleCommand.Create(console),
        };

        // A stored value or a name that begins with "@" names no file.
        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction || TakesOptionForArgument(parsed) || IsHelpOnNoCommand(parsed))
        {
            return RefuseArguments(parsed, console);
        }

        using var text = new StreamWriter(console.Output, leaveOpen: true);
        try
        {
            return parsed.Invoke(new InvocationConfiguration { Output = text, Error = console.Error, EnableDefaultExceptionHandler = false });
        }
        catch (IOException fault)
        {
            return console.Refuse($"can't read standard input or write standard output: {fault.Message}");
        }
    }

    /// <summary>Whether a misspelled option would be read as a stored value or a name.</summary>
    private static bool TakesOptionForArgument(ParseResult parsed) =>
        parsed.Action is not DetailedHelp
            && parsed.CommandResult.Children.OfType<ArgumentResult>().Any(argument => argument.Tokens.Any(token => token.Value.StartsWith('-')))
            && !parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash);

    /// <summary>Whether help is asked for on a command that there isn't.</summary>
    private static bool IsHelpOnNoCommand(ParseResult parsed) =>
        parsed.Action is DetailedHelp && parsed.UnmatchedTokens.Count > 0 && parsed.CommandResult.Command.Subcommands.Count > 0;

    private static int RefuseArguments(ParseResult parsed, ToolConsole console)
    {
        string command = parsed.CommandResult.Command is DetailedCommand { Name: not Name } one ? $" {one.Name}" : "";
        string what = TakesOptionForArgument(parsed) ? "an option that it doesn't have; an argument that begins with - goes behind --"
            : parsed.UnmatchedTokens.Count == 0 ? string.Join("; ", parsed.Errors.Select(error => error.Message.TrimEnd('.')))
            : command is " " + HashCommand.Name or " " + VerifyCommand.Name ? "an argument too many, not repeated here: a password is never one, it is asked for or read from standard input"
            : $"\"{Shown.Text(parsed.UnmatchedTokens[0])}\" is no {(command.Length == 0 ? "command" : "argument of it")}";
        console.Error.WriteLine($"{Name}{command}: {what}; see {Name}{command} --help");
        return ExitCode.Unusable;
    }
}
