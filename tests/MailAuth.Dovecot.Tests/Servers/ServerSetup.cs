namespace MailAuth.Dovecot.Tests.Servers;

/// <summary>What a test wants otherwise than the sample has it.</summary>
internal sealed class ServerSetup
{
    /// <summary>The phase that mailauth.json puts today in.</summary>
    public Phase Phase { get; set; }

    /// <summary>Further exchanges in mailauth.json.</summary>
    public List<(string Shown, string Used)> Configuration { get; } = [];

    /// <summary>Further lines of the passwd-file.</summary>
    public List<string> Accounts { get; } = [];

    /// <summary>Further exchanges in dovecot.conf.</summary>
    public List<(string Shown, string Used)> Dovecot { get; } = [];

    /// <summary>Further lines at the end of dovecot.conf, for what the sample leaves at its default.</summary>
    public List<string> DovecotLines { get; } = [];

    /// <summary>Whether Postfix runs too.</summary>
    public bool Postfix { get; set; }
}
