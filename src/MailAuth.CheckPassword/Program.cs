using MailAuth.Configuration;

namespace MailAuth.CheckPassword;

/// <summary>The process: descriptors, environment and exit code are the checkpassword interface's (https://cr.yp.to/checkpwd/interface.html) and Dovecot's additions to it.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        Native.KeepToOneArena();
        try
        {
            return Run(CommandLine.Parse(args));
        }
        catch (Exception fault)
        {
            // An exit code of the runtime's own choice would be read as an answer. Its message names no secret: none reaches an exception.
            Native.WriteError($"fault: {fault.GetType().Name}: {fault.Message}");
            return ExitCode.Fault;
        }
    }

    private static int Run(CommandLine commandLine)
    {
        var caller = new Caller(Environment.GetEnvironmentVariable);
        if (commandLine.Problem is { } problem)
        {
            Native.WriteError(problem);
            return ExitCode.Fault;
        }

        string config = commandLine.Config ?? caller.ConfigurationFile ?? MailAuthSettings.DefaultPath;
        if (commandLine.Mode != RunMode.Check)
        {
            return commandLine.Mode == RunMode.Setup ? SetupCheck.Run(config) : commandLine.Mode == RunMode.Help ? Help.Write() : Help.WriteVersion();
        }

        using LoginMessage message = LoginMessage.Receive();
        var answer = Answer.Of(config, message, caller);
        if (answer.LogLine is { } line)
        {
            Native.WriteError(line);
        }

        if (answer.EventLine is { } guess)
        {
            Native.WriteError(guess);
        }

        return answer.Fields is null ? answer.ExitCode : Delivery.Hand(answer, commandLine.Program);
    }
}
