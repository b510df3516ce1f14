using global::SmtpServer.Protocol;

namespace MailAuth.SmtpServer;

/// <summary>Makes SmtpServer's commands, but for EHLO.</summary>
internal sealed class MailAuthSmtpCommandFactory(AdapterRules rules) : SmtpCommandFactory
{
    public override SmtpCommand CreateEhlo(string domainOrAddress) => new MailAuthEhloCommand(domainOrAddress, rules);
}
