namespace SmtpServer.Protocol;

/// <summary>A command that a client sent.</summary>
public abstract class SmtpCommand
{
    internal SmtpCommand()
    {
    }
}
