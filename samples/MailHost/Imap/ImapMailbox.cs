using System.Globalization;
using System.Text;
using MailHost.Connections;
using MailHost.Mailboxes;

namespace MailHost.Imap;

/// <summary>What a logged-in client may do with its mailbox: look. There is one mailbox, INBOX, with one message, and nothing can be changed.</summary>
internal sealed class ImapMailbox(MailConnection connection, Inbox inbox)
{
    /// <summary>The answer to whatever would change something.</summary>
    public const string ReadOnly = "NO [NOPERM] This mailbox is read-only";

    private const string NoSuchMailbox = "NO [NONEXISTENT] There is only INBOX";

    private bool selected;

    /// <summary>Carries out a command; gives the tagged answer without the tag.</summary>
    public string Execute(string name, ImapParser parser) => name switch
    {
        "SELECT" or "EXAMINE" => Select(name, parser),
        "LIST" or "LSUB" => List(name, parser),
        "STATUS" => Status(parser),
        "NAMESPACE" => Namespace(),
        "SUBSCRIBE" => parser.TryTakeSpace() && parser.TryTakeAString(out Memory<byte> mailbox) ? IsInbox(mailbox.Span) ? "OK SUBSCRIBE completed" : NoSuchMailbox : "BAD SUBSCRIBE takes a mailbox",
        "UNSUBSCRIBE" or "CREATE" or "DELETE" or "RENAME" or "APPEND" => ReadOnly,
        "CHECK" or "CLOSE" or "UNSELECT" or "EXPUNGE" or "FETCH" or "SEARCH" or "STORE" or "COPY" or "UID" when !selected => "BAD Select a mailbox first",
        "CHECK" => "OK CHECK completed",
        "CLOSE" or "UNSELECT" => Unselect(name),
        "EXPUNGE" or "STORE" or "COPY" => ReadOnly,
        "FETCH" => Fetch(parser, byUid: false),
        "SEARCH" => Search(parser),
        "UID" => Uid(parser),
        _ => "BAD That is no command",
    };

    private string Select(string name, ImapParser parser)
    {
        if (!parser.TryTakeSpace() || !parser.TryTakeAString(out Memory<byte> mailbox) || !parser.AtEnd)
        {
            return $"BAD {name} takes a mailbox";
        }

        // Also a failed SELECT leaves the mailbox that was selected (RFC 3501 section 6.3.1).
        selected = IsInbox(mailbox.Span);
        if (!selected)
        {
            return NoSuchMailbox;
        }

        connection.Write($"""
            * FLAGS (\Answered \Flagged \Deleted \Seen \Draft)
            * OK [PERMANENTFLAGS ()] Nothing can be changed
            * 1 EXISTS
            * 0 RECENT
            * OK [UNSEEN 1] The first unseen message
            * OK [UIDVALIDITY {inbox.UidValidity}] Until the server starts anew
            * OK [UIDNEXT 2] The next one

            """.ReplaceLineEndings("\r\n"));
        return $"OK [READ-ONLY] {name} completed";
    }

    private string Unselect(string name)
    {
        selected = false;
        return $"OK {name} completed";
    }

    private string List(string name, ImapParser parser)
    {
        if (!parser.TryTakeSpace() || !parser.TryTakeAString(out Memory<byte> reference)
            || !parser.TryTakeSpace() || !parser.TryTakeListMailbox(out Memory<byte> pattern) || !parser.AtEnd)
        {
            return $"BAD {name} takes a reference and a pattern";
        }

        if (pattern.IsEmpty)
        {
            connection.Write($"* {name} (\\Noselect) \"/\" \"\"\r\n");
        }
        else if (Matches(Encoding.Latin1.GetString(reference.Span) + Encoding.Latin1.GetString(pattern.Span)))
        {
            connection.Write($"* {name} (\\HasNoChildren) \"/\" INBOX\r\n");
        }

        return $"OK {name} completed";
    }

    private string Status(ImapParser parser)
    {
        if (!parser.TryTakeSpace() || !parser.TryTakeAString(out Memory<byte> mailbox) || !parser.TryTakeSpace() || !parser.TryTake('('))
        {
            return "BAD STATUS takes a mailbox and a list";
        }

        var items = new List<string>();
        do
        {
            string? item = parser.TryTakeWord(out string word) ? word switch
            {
                "MESSAGES" or "UNSEEN" => word + " 1",
                "RECENT" => word + " 0",
                "UIDNEXT" => word + " 2",
                "UIDVALIDITY" => string.Create(CultureInfo.InvariantCulture, $"{word} {inbox.UidValidity}"),
                _ => null,
            }
            : null;
            if (item is null)
            {
                return "BAD Unknown STATUS item";
            }

            items.Add(item);
        }
        while (parser.TryTakeSpace());

        if (!parser.TryTake(')') || !parser.AtEnd)
        {
            return "BAD STATUS takes a mailbox and a list";
        }

        if (!IsInbox(mailbox.Span))
        {
            return NoSuchMailbox;
        }

        connection.Write($"* STATUS INBOX ({string.Join(' ', items)})\r\n");
        return "OK STATUS completed";
    }

    private string Namespace()
    {
        connection.Write("* NAMESPACE ((\"\" \"/\")) NIL NIL\r\n"u8);
        return "OK NAMESPACE completed";
    }

    private string Uid(ImapParser parser)
    {
        if (!parser.TryTakeSpace() || !parser.TryTakeWord(out string name))
        {
            return "BAD UID takes a command";
        }

        return name switch
        {
            "FETCH" => Fetch(parser, byUid: true),
            "SEARCH" => Search(parser),
            "STORE" or "COPY" or "EXPUNGE" => ReadOnly,
            _ => "BAD UID takes FETCH or SEARCH",
        };
    }

    private string Fetch(ImapParser parser, bool byUid)
    {
        if (!parser.TryTakeSpace() || !parser.TryTakeToken(out Memory<byte> token) || !SequenceSet.TryParse(token.Span, out SequenceSet? messages)
            || !parser.TryTakeSpace() || !FetchRequest.TryParse(parser, byUid, out List<FetchItem>? items))
        {
            return "BAD FETCH takes messages and items";
        }

        if (messages.Contains(1))
        {
            FetchResponse.Write(connection, inbox, items);
        }
        else if (!byUid)
        {
            return "BAD No such message";
        }

        return "OK FETCH completed";
    }

    private string Search(ImapParser parser)
    {
        var request = new SearchRequest(parser, inbox);
        if (request.Match() is not { } matches)
        {
            return request.KnowsCharset ? "BAD Unknown search" : "NO [BADCHARSET (US-ASCII UTF-8)] Unknown charset";
        }

        // The message's number and its UID are the same: 1.
        connection.Write(matches ? "* SEARCH 1\r\n"u8 : "* SEARCH\r\n"u8);
        return "OK SEARCH completed";
    }

    private static bool IsInbox(ReadOnlySpan<byte> mailbox) => Ascii.EqualsIgnoreCase(mailbox, "INBOX");

    /// <summary>Whether a pattern with the wildcards <c>*</c> and <c>%</c> matches INBOX: they are the same here, as there is no hierarchy.</summary>
    private static bool Matches(string pattern) => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern.Replace('%', '*'), "INBOX", ignoreCase: true);
}
