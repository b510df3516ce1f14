using MailAuth.Replies;

namespace Tour;

/// <summary>A message that somebody tried to send.</summary>
/// <param name="Sender">Who.</param>
/// <param name="Answer">The server's answer to MAIL.</param>
/// <param name="Expected">The answer that the story expects.</param>
internal sealed record Sending(Sender Sender, string Answer, ReplyKind Expected)
{
    public bool IsAsExpected => Answer == MailReplies.Smtp(Expected).ToString();

    public bool IsAccepted => Answer.StartsWith('2');
}
