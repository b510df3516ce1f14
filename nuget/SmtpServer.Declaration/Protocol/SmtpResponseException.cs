using System;

namespace SmtpServer.Protocol;

/// <summary>Ends a command with a reply.</summary>
public sealed class SmtpResponseException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="response">The reply.</param>
    /// <param name="quit">Whether the session is closed after it.</param>
    public SmtpResponseException(SmtpResponse response, bool quit)
    {
        Response = response;
        IsQuitRequested = quit;
    }

    internal SmtpResponse Response { get; }

    internal bool IsQuitRequested { get; }
}
