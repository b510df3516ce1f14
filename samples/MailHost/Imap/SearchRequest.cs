using System.Globalization;
using System.Text;
using MailHost.Mailboxes;

namespace MailHost.Imap;

/// <summary>SEARCH (RFC 3501 section 6.4.4) over the one message: every key is asked whether it matches.</summary>
internal sealed class SearchRequest(ImapParser parser, Inbox inbox)
{
    /// <summary>How deep keys may be nested. Each level is a call: without a limit a client could end the process.</summary>
    private const int MaximumDepth = 16;

    /// <summary>Whether the charset that the client names, if it names one, is known.</summary>
    public bool KnowsCharset { get; private set; } = true;

    /// <summary>Whether the message matches; <see langword="null"/> where the command is no search, or its charset is not known.</summary>
    public bool? Match() => TakesCharset() && TakeKeys(0) is { } matches && parser.AtEnd ? matches : null;

    private bool TakesCharset()
    {
        if (!parser.TryTakeSpace())
        {
            return false;
        }

        if (!parser.TryTakeWord("CHARSET"))
        {
            return true;
        }

        if (!parser.TryTakeSpace() || !parser.TryTakeAString(out Memory<byte> charset))
        {
            return false;
        }

        KnowsCharset = Ascii.EqualsIgnoreCase(charset.Span, "US-ASCII") || Ascii.EqualsIgnoreCase(charset.Span, "UTF-8");
        return KnowsCharset && parser.TryTakeSpace();
    }

    /// <summary>Keys with spaces between them: all of them have to match.</summary>
    private bool? TakeKeys(int depth)
    {
        bool matches = true;
        do
        {
            if (TakeKey(depth) is not { } also)
            {
                return null;
            }

            matches &= also;
        }
        while (parser.TryTakeSpace());

        return matches;
    }

    private bool? TakeKey(int depth)
    {
        if (depth > MaximumDepth)
        {
            return null;
        }

        if (parser.TryTake('('))
        {
            bool? all = TakeKeys(depth + 1);
            return parser.TryTake(')') ? all : null;
        }

        if (parser.IsNextNumber || parser.IsNext('*'))
        {
            return TakeMessages();
        }

        _ = parser.TryTakeWord(out string key);
        switch (key)
        {
            case "ALL" or "OLD" or "UNANSWERED" or "UNDELETED" or "UNDRAFT" or "UNFLAGGED" or "UNSEEN":
                return true;
            case "NEW" or "RECENT" or "ANSWERED" or "DELETED" or "DRAFT" or "FLAGGED" or "SEEN":
                return false;
            case "NOT":
                return parser.TryTakeSpace() ? !TakeKey(depth + 1) : null;
            case "OR":
                bool? one = parser.TryTakeSpace() ? TakeKey(depth + 1) : null;
                bool? other = one is not null && parser.TryTakeSpace() ? TakeKey(depth + 1) : null;
                return other is null ? null : one | other;
            case "UID":
                return parser.TryTakeSpace() ? TakeMessages() : null;
            case "LARGER" or "SMALLER":
                return parser.TryTakeSpace() && parser.TryTakeNumber(out uint size)
                    ? key == "LARGER" ? inbox.Message.Length > size : inbox.Message.Length < size
                    : null;
            case "HEADER":
                return TakeText() is { } field && TakeText() is { } value ? FieldHolds(field, value) : null;
        }

        return IsTextKey(key) && TakeText() is { } text ? MatchText(key, text) : null;
    }

    private bool? MatchText(string key, string text) => key switch
    {
        "KEYWORD" => false,
        "UNKEYWORD" => true,
        "BODY" => Holds(inbox.Body, text),
        "TEXT" => Holds(inbox.Message, text),
        "FROM" or "TO" or "CC" or "BCC" or "SUBJECT" => FieldHolds(key, text),
        "BEFORE" or "SENTBEFORE" => DaysFrom(text) is { } days ? days < 0 : null,
        "ON" or "SENTON" => DaysFrom(text) is { } days ? days == 0 : null,
        _ => DaysFrom(text) is { } days ? days >= 0 : null,
    };

    private static bool IsTextKey(string key) => key is "KEYWORD" or "UNKEYWORD" or "BODY" or "TEXT" or "FROM" or "TO" or "CC" or "BCC" or "SUBJECT"
        or "BEFORE" or "SENTBEFORE" or "ON" or "SENTON" or "SINCE" or "SENTSINCE";

    /// <summary>How many days after a date (<c>7-Sep-2009</c>) the message is; <see langword="null"/> where the text is no date.</summary>
    private int? DaysFrom(string date) =>
        DateOnly.TryParseExact(date, "d-MMM-yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? DateOnly.FromDateTime(inbox.Date.UtcDateTime).DayNumber - day.DayNumber
            : null;

    private bool? TakeMessages() =>
        parser.TryTakeToken(out Memory<byte> token) && SequenceSet.TryParse(token.Span, out SequenceSet? messages) ? messages.Contains(1) : null;

    private string? TakeText() => parser.TryTakeSpace() && parser.TryTakeAString(out Memory<byte> text) ? Encoding.UTF8.GetString(text.Span) : null;

    private bool FieldHolds(string field, string text) => Encoding.UTF8.GetString(inbox.Header).Split("\r\n")
        .Any(line => line.StartsWith(field + ":", StringComparison.OrdinalIgnoreCase) && line[(field.Length + 1)..].Contains(text, StringComparison.OrdinalIgnoreCase));

    private static bool Holds(byte[] bytes, string text) => Encoding.UTF8.GetString(bytes).Contains(text, StringComparison.OrdinalIgnoreCase);
}
