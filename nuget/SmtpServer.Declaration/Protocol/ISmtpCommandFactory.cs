namespace SmtpServer.Protocol;

/// <summary>Makes commands of what a client sent.</summary>
public interface ISmtpCommandFactory
{
    /// <summary>Makes EHLO.</summary>
    /// <param name="domainOrAddress">What the client says it is.</param>
    /// <returns>The command.</returns>
    SmtpCommand CreateEhlo(string domainOrAddress);
}
