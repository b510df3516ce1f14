namespace MailAuth.Dovecot.Tests.Servers;

/// <summary>Dovecot as the sample has it.</summary>
public sealed class DovecotAlone : SharedServers
{
    private protected override void Change(ServerSetup setup)
    {
    }
}
