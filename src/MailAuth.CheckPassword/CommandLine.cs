namespace MailAuth.CheckPassword;

/// <summary>The arguments: own options, then the program to run after success with its arguments, which Dovecot appends.</summary>
internal sealed class CommandLine
{
    private const string ConfigOption = "--config=";

    private CommandLine()
    {
    }

    public RunMode Mode { get; private init; }

    /// <summary>The configuration file; null where the environment or the default says which.</summary>
    public string? Config { get; private init; }

    /// <summary>The program and its arguments; empty where none was given.</summary>
    public string[] Program { get; private init; } = [];

    /// <summary>What is wrong with the arguments; null where nothing is.</summary>
    public string? Problem { get; private init; }

    public static CommandLine Parse(string[] args)
    {
        string? config = null;
        RunMode mode = RunMode.Check;
        for (int i = 0; i < args.Length; i++)
        {
            string argument = args[i];
            if (argument is "--check" or "--help" or "--version")
            {
                mode = argument == "--check" ? RunMode.Setup : argument == "--help" ? RunMode.Help : RunMode.Version;
            }
            else if (argument.StartsWith(ConfigOption, StringComparison.Ordinal) && argument.Length > ConfigOption.Length)
            {
                config = argument[ConfigOption.Length..];
            }
            else if (argument.StartsWith('-') && argument != "--")
            {
                return new CommandLine { Problem = $"{Shown(argument)} is not an option; see mailauth-checkpassword --help" };
            }
            else if (mode != RunMode.Check)
            {
                return new CommandLine { Problem = $"{Shown(argument)} is an argument too many: no program is run then; see mailauth-checkpassword --help" };
            }
            else
            {
                return new CommandLine { Mode = mode, Config = config, Program = args[(argument == "--" ? i + 1 : i)..] };
            }
        }

        return new CommandLine { Mode = mode, Config = config };
    }

    private static string Shown(string argument) => SubmittedText.Escape(System.Text.Encoding.UTF8.GetBytes(argument));
}
