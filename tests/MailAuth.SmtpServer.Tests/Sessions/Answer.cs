using System.Globalization;
using System.Reflection;
using global::SmtpServer.Protocol;

namespace MailAuth.SmtpServer.Tests.Sessions;

/// <summary>What the adapter answered a command with.</summary>
/// <param name="Text">The reply as the adapter gave it, or <c>true</c> and <c>false</c>, for which SmtpServer has replies of its own.</param>
/// <param name="Quit">Whether the session ends with it.</param>
internal sealed record Answer(string Text, bool Quit)
{
    public static readonly Answer Yes = new("true", false);
    public static readonly Answer No = new("false", false);

    public static async Task<Answer> Of(Task<bool> command)
    {
        try
        {
            return await command ? Yes : No;
        }
        catch (SmtpResponseException exception)
        {
            object response = Member(exception, "Response")!;
            int code = (int)(SmtpReplyCode)Member(response, "ReplyCode")!;
            return new Answer(string.Create(CultureInfo.InvariantCulture, $"{code} {Member(response, "Message")}"), (bool)Member(exception, "IsQuitRequested")!);
        }
    }

    /// <summary>A property that the adapter does not use, so that it is not public in the declaration.</summary>
    private static object? Member(object owner, string name) =>
        owner.GetType().GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!.GetValue(owner);
}
