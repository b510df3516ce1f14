using System.Buffers;
using global::SmtpServer.Mail;

namespace MailAuth.SmtpServer;

/// <summary>
/// An address of the envelope as the client sent it. SmtpServer takes quotes and escapes off: without them, <c>" kalle"@domain.se</c> would be read as <c>kalle@domain.se</c>.
/// </summary>
internal static class EnvelopeAddress
{
    /// <summary>What an unquoted local-part (RFC 5321 section 4.1.2, Dot-string) never holds: specials, blanks and controls. Anything beyond ASCII may stand (RFC 6531).</summary>
    private static readonly SearchValues<char> Special = SearchValues.Create(
        "()<>[]:;@\\,\" \u007F\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000A\u000B\u000C\u000D\u000E\u000F"
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F");

    /// <summary>The text without angle brackets; empty for the null sender.</summary>
    public static string TextOf(IMailbox mailbox)
    {
        string user = mailbox.User ?? "";
        string host = mailbox.Host ?? "";
        if (host.Length == 0)
        {
            return user;
        }

        bool isDotString = user.Length > 0 && user[0] != '.' && user[^1] != '.'
            && !user.AsSpan().ContainsAny(Special) && !user.Contains("..", StringComparison.Ordinal);
        return isDotString
            ? $"{user}@{host}"
            : $"\"{user.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"@{host}";
    }
}
