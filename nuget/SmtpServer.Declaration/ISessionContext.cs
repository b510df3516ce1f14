using System.Collections.Generic;
using SmtpServer.IO;

namespace SmtpServer;

/// <summary>A session with a client.</summary>
public interface ISessionContext
{
    /// <summary>The options of the server.</summary>
    ISmtpServerOptions ServerOptions { get; }

    /// <summary>The endpoint that the client came to.</summary>
    IEndpointDefinition EndpointDefinition { get; }

    /// <summary>The connection.</summary>
    ISecurableDuplexPipe Pipe { get; }

    /// <summary>Whether somebody has logged in, and the text that was typed.</summary>
    AuthenticationContext Authentication { get; }

    /// <summary>What anybody keeps with the session.</summary>
    IDictionary<string, object> Properties { get; }
}
