namespace MailAuth.Tool;

/// <summary>The process: its standard streams are handed to <see cref="MailAuthCommand"/>.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        using Stream input = Console.OpenStandardInput();
        using Stream output = Console.OpenStandardOutput();
        return MailAuthCommand.Run(args, new ToolConsole(input, output, Console.Error, Console.IsInputRedirected ? null : TerminalPrompt.Ask));
    }
}
