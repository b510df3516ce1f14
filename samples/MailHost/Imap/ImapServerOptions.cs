using MailHost.Connections;

namespace MailHost.Imap;

/// <summary>What an <see cref="ImapServer"/> is told.</summary>
public sealed class ImapServerOptions : MailServerOptions
{
    /// <summary>The port that starts without TLS and offers STARTTLS; 0 for any free port (the default), <see langword="null"/> for none.</summary>
    public int? ImapPort { get; init; } = 0;

    /// <summary>The port with TLS on connect; 0 for any free port (the default), <see langword="null"/> for none.</summary>
    public int? ImapsPort { get; init; } = 0;
}
