using MailHost.Connections;

namespace MailHost.Pop3;

/// <summary>What a <see cref="Pop3Server"/> is told.</summary>
public sealed class Pop3ServerOptions : MailServerOptions
{
    /// <summary>The port that starts without TLS and offers STLS; 0 for any free port (the default), <see langword="null"/> for none.</summary>
    public int? Pop3Port { get; init; } = 0;

    /// <summary>The port with TLS on connect; 0 for any free port (the default), <see langword="null"/> for none.</summary>
    public int? Pop3sPort { get; init; } = 0;
}
