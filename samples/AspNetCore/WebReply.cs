using MailAuth;
using MailAuth.Replies;

namespace AspNetCore;

/// <summary>
/// What the web says to a result. The sentences are the table's (<see cref="MailReplies"/>), as POP3 has them: each alone, without a code of its own. They depend on
/// the status and the notice, so that an unknown username and a wrong password get the same answer, to the byte.
/// </summary>
internal static class WebReply
{
    /// <summary>The sentence of a result.</summary>
    public static string Sentence(LoginResult result) => MailReplies.Pop3(result).Text;

    /// <summary>The sentence of a row that has no result.</summary>
    public static string Sentence(ReplyKind kind) => MailReplies.Pop3(kind).Text;

    /// <summary>Whether the user is logged in and has to change something soon.</summary>
    public static bool IsNotice(LoginResult result) => MailReplies.KindOf(result) == ReplyKind.AcceptedChangeSoon;

    /// <summary>The HTTP status of a result: a throttled login, a brownout and a fault look alike.</summary>
    public static int StatusCode(LoginResult result) => result.Status switch
    {
        LoginStatus.Accepted => StatusCodes.Status200OK,
        LoginStatus.TemporarilyUnavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status403Forbidden,
    };

    /// <summary>The status as the JSON endpoint names it.</summary>
    public static string Name(LoginResult result) => result.Status switch
    {
        LoginStatus.Accepted => "accepted",
        LoginStatus.TemporarilyUnavailable => "temporarilyUnavailable",
        _ => "rejected",
    };
}
