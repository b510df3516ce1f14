namespace MailAuth.Dovecot.Tests.Servers;

/// <summary>Dovecot and Postfix as the sample has them.</summary>
public sealed class DovecotAndPostfix : SharedServers
{
    private protected override void Change(ServerSetup setup) => setup.Postfix = true;
}
