using System;

namespace SmtpServer;

/// <summary>A server: listens on its endpoints and runs a session for each client.</summary>
public class SmtpServer
{
    /// <summary>Makes a server that has not started.</summary>
    /// <param name="options">Endpoints and limits.</param>
    /// <param name="serviceProvider">Where the server looks for everything that can be replaced.</param>
    public SmtpServer(ISmtpServerOptions options, IServiceProvider serviceProvider)
    {
        _ = options;

        // The one service that the real constructor asks for.
        _ = serviceProvider.GetService(typeof(Net.IEndpointListenerFactory));
    }
}
