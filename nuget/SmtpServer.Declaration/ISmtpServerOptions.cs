using System.Collections.Generic;

namespace SmtpServer;

/// <summary>What a server is made with.</summary>
public interface ISmtpServerOptions
{
    /// <summary>How many commands in a row may end in an exception before the session is closed.</summary>
    int MaxRetryCount { get; }

    /// <summary>How many logins that an authenticator turned down a session may have.</summary>
    int MaxAuthenticationAttempts { get; }

    /// <summary>Where the server listens.</summary>
    IReadOnlyList<IEndpointDefinition> Endpoints { get; }
}
