namespace MailAuth.Replies;

/// <summary>A tagged response of IMAP (RFC 9051 section 7.1), without the tag.</summary>
/// <param name="Status">OK, NO or BAD.</param>
/// <param name="ResponseCode">The response code without brackets (RFC 5530), such as <c>AUTHENTICATIONFAILED</c>; <see langword="null"/> for none.</param>
/// <param name="Text">The text: printable ASCII.</param>
public sealed record ImapReply(ImapStatus Status, string? ResponseCode, string Text)
{
    /// <summary>
    /// An untagged line that goes before the tagged one, whole and without CRLF: <c>* OK [ALERT]</c> and a sentence for the user.
    /// <see langword="null"/> for none. To be sent at most once a day for an account: see <see cref="DailyNotice"/>.
    /// </summary>
    public string? Alert { get; init; }

    /// <summary>What follows the tag and a blank, without CRLF.</summary>
    public override string ToString()
    {
        string status = Status switch { ImapStatus.Ok => "OK", ImapStatus.Bad => "BAD", _ => "NO" };
        return ResponseCode is null ? $"{status} {Text}" : $"{status} [{ResponseCode}] {Text}";
    }
}
