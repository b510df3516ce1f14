namespace MailAuth.Replies;

/// <summary>A response of POP3 on one line (RFC 1939 section 3).</summary>
/// <param name="IsOk">Whether it is <c>+OK</c>; else <c>-ERR</c>.</param>
/// <param name="ResponseCode">The response code without brackets (RFC 2449 section 8, RFC 3206), such as <c>AUTH</c>; <see langword="null"/> for none.</param>
/// <param name="Text">The text: printable ASCII.</param>
public sealed record Pop3Reply(bool IsOk, string? ResponseCode, string Text)
{
    /// <summary>The line, without CRLF: at most 510 octets.</summary>
    public override string ToString()
    {
        string status = IsOk ? "+OK" : "-ERR";
        return ResponseCode is null ? $"{status} {Text}" : $"{status} [{ResponseCode}] {Text}";
    }
}
