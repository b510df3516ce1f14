namespace MailHost.Connections;

/// <summary>What one client may take of the server. Sizes are octets.</summary>
public sealed record ConnectionLimits
{
    /// <summary>Connections at the same time to each port; more are closed without a word. Default 1,000.</summary>
    public int Connections { get; init; } = 1000;

    /// <summary>One line, without its line end. Default 8,192. A line of a SASL exchange may have <see cref="MailAuth.Sasl.SaslExchange.MaximumLineLength"/>.</summary>
    public int Line { get; init; } = 8 * 1024;

    /// <summary>One literal before the login. Default 4,096.</summary>
    public int LiteralBeforeLogin { get; init; } = 4 * 1024;

    /// <summary>One literal after the login. Default 65,536.</summary>
    public int LiteralAfterLogin { get; init; } = 64 * 1024;

    /// <summary>How much of an over-long line is read and thrown away before the connection is closed. Default 65,536.</summary>
    public int Discarded { get; init; } = 64 * 1024;

    /// <summary>The time to the end of a TLS handshake, and to the next whole command before the login. Default 60 seconds.</summary>
    public TimeSpan TimeBeforeLogin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The time from the connection to the login, however busy the client keeps. Default 3 minutes.</summary>
    public TimeSpan TimeToLogIn { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The time to the next whole command after the login. Default 30 minutes (RFC 3501 section 5.4).</summary>
    public TimeSpan TimeAfterLogin { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The time for a client to take an answer. Default 60 seconds.</summary>
    public TimeSpan TimeToTakeAnswer { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Logins that may fail on one connection before it is closed: 3 or more (RFC 4954 section 4). Default 5.</summary>
    public int FailedLogins { get; init; } = 5;

    /// <summary>Commands in a row that are answered <c>BAD</c>, in POP3 <c>-ERR</c>, before the connection is closed. Default 20.</summary>
    public int BadCommands { get; init; } = 20;
}
