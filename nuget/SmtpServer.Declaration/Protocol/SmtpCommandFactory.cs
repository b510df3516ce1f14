namespace SmtpServer.Protocol;

/// <summary>Makes the commands that the server knows.</summary>
public class SmtpCommandFactory : ISmtpCommandFactory
{
    /// <summary>Makes EHLO.</summary>
    /// <param name="domainOrAddress">What the client says it is.</param>
    /// <returns>The command.</returns>
    public virtual SmtpCommand CreateEhlo(string domainOrAddress) => new EhloCommand(domainOrAddress);
}
