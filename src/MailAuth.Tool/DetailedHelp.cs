using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace MailAuth.Tool;

/// <summary>The usual help, and below it a command's details.</summary>
/// <param name="usual">The usual help.</param>
internal sealed class DetailedHelp(HelpAction usual) : SynchronousCommandLineAction
{
    /// <summary>Help is given whatever else is on the line.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int exitCode = usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is DetailedCommand command)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(command.Details);
        }

        return exitCode;
    }
}
