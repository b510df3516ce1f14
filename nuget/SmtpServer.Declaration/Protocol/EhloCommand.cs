using System.Collections.Generic;

namespace SmtpServer.Protocol;

/// <summary>EHLO (RFC 5321 section 4.1.1.1).</summary>
public class EhloCommand : SmtpCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="domainOrAddress">What the client says it is.</param>
    public EhloCommand(string domainOrAddress) => DomainOrAddress = domainOrAddress;

    /// <summary>What the client says it is.</summary>
    public string DomainOrAddress { get; }

    /// <summary>The extensions that are offered.</summary>
    /// <param name="context">The session.</param>
    /// <returns>One line each; here, none.</returns>
    protected virtual IEnumerable<string> GetExtensions(ISessionContext context)
    {
        yield break;
    }
}
