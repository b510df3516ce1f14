namespace SmtpServer.Protocol;

/// <summary>A reply on one line.</summary>
public class SmtpResponse
{
    /// <summary>Makes a reply.</summary>
    /// <param name="replyCode">The code.</param>
    /// <param name="message">What follows it.</param>
    public SmtpResponse(SmtpReplyCode replyCode, string message = null)
    {
        ReplyCode = replyCode;
        Message = message;
    }

    internal SmtpReplyCode ReplyCode { get; }

    internal string Message { get; }
}
