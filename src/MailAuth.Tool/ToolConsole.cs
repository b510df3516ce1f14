using System.Text;

namespace MailAuth.Tool;

/// <summary>Where the command reads and writes.</summary>
/// <param name="input">Standard input.</param>
/// <param name="output">Standard output: answers alone, in UTF-8.</param>
/// <param name="error">Standard error: what went wrong. Never a secret.</param>
/// <param name="ask">Asks at the terminal; null where standard input is none.</param>
internal sealed class ToolConsole(Stream input, Stream output, TextWriter error, TerminalQuestion? ask = null)
{
    public Stream Input { get; } = input;

    public Stream Output { get; } = output;

    public TextWriter Error { get; } = error;

    public TerminalQuestion? Ask { get; } = ask;

    /// <summary>Writes one line to standard output.</summary>
    public void WriteLine(string line) => Output.Write(Encoding.UTF8.GetBytes(line + "\n"));

    /// <summary>Says on standard error why nothing was done.</summary>
    /// <returns><see cref="ExitCode.Unusable"/>.</returns>
    public int Refuse(string what)
    {
        Error.WriteLine($"mailauth {what}");
        return ExitCode.Unusable;
    }
}
