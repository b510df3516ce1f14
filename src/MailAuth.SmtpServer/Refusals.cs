using MailAuth.Replies;
using global::SmtpServer.Protocol;

namespace MailAuth.SmtpServer;

/// <summary>Replies of the table as SmtpServer takes them. It puts ", N retry(ies) remaining." behind those that do not end the session.</summary>
internal static class Refusals
{
    /// <summary>A reply as the exception that ends a command.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="quit">Whether the session ends with it.</param>
    public static SmtpResponseException Exception(SmtpReply reply, bool quit = false) =>
        new(new SmtpResponse((SmtpReplyCode)reply.Code, $"{reply.EnhancedCode} {reply.Text}"), quit);
}
