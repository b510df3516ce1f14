using MailAuth;

namespace Tour;

/// <summary>A login that took place.</summary>
/// <param name="Visitor">Who.</param>
/// <param name="Username">As what.</param>
/// <param name="Answer">The server's answer, without its tag.</param>
/// <param name="Alert">What the server told the user besides; null for nothing.</param>
/// <param name="Result">The engine's result.</param>
/// <param name="Expected">The reason that the story expects.</param>
internal sealed record Visit(Visitor Visitor, string Username, string Answer, string? Alert, LoginResult Result, LoginReason Expected)
{
    /// <summary>Whether the engine decided as the story expects, and the wire said what that means.</summary>
    public bool IsAsExpected => Result.Reason == Expected && Answer.StartsWith(
        Result.Status switch
        {
            LoginStatus.Accepted => "OK",
            LoginStatus.TemporarilyUnavailable => "NO [UNAVAILABLE]",
            _ when Result.Notice == LoginNotice.UseFullAddress => "NO [CONTACTADMIN]",
            _ => "NO [AUTHENTICATIONFAILED]",
        },
        StringComparison.Ordinal);
}
