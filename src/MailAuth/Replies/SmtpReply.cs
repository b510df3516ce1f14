using System.Globalization;

namespace MailAuth.Replies;

/// <summary>A reply of SMTP on one line (RFC 5321 section 4.2).</summary>
/// <param name="Code">The reply code: 200 to 559.</param>
/// <param name="EnhancedCode">The enhanced status code (RFC 3463, RFC 4954 section 6), such as <c>5.7.8</c>.</param>
/// <param name="Text">The text: printable ASCII.</param>
public sealed record SmtpReply(int Code, string EnhancedCode, string Text)
{
    /// <summary>The line, without CRLF: at most 510 octets.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Code} {EnhancedCode} {Text}");
}
