using System.Globalization;
using System.Text;
using MailHost.Connections;
using MailHost.Mailboxes;

namespace MailHost.Imap;

/// <summary>The answer to FETCH (RFC 3501 section 7.4.2).</summary>
internal static class FetchResponse
{
    public static void Write(MailConnection connection, Inbox inbox, IReadOnlyList<FetchItem> items)
    {
        connection.Write("* 1 FETCH ("u8);
        for (int i = 0; i < items.Count; i++)
        {
            FetchItem item = items[i];
            connection.Write((i == 0 ? "" : " ") + item.Name + " ");
            if (item.Section is null)
            {
                connection.Write(Value(inbox, item.Name));
            }
            else if (SectionOf(inbox, item) is { } section)
            {
                int start = (int)Math.Min(item.Start ?? 0, (uint)section.Length);
                int length = item.Start is null ? section.Length : (int)Math.Min(item.Length, (uint)(section.Length - start));
                connection.Write($"{{{length}}}\r\n");
                connection.Write(section.AsSpan(start, length));
            }
            else
            {
                connection.Write("NIL"u8);
            }
        }

        connection.Write(")\r\n"u8);
    }

    private static string Value(Inbox inbox, string name) => name switch
    {
        "FLAGS" => "()",
        "UID" => "1",
        "RFC822.SIZE" => inbox.Message.Length.ToString(CultureInfo.InvariantCulture),
        "INTERNALDATE" => $"\"{inbox.InternalDate}\"",
        "ENVELOPE" => Envelope(inbox),
        "BODY" => $"({Body(inbox)})",
        _ => $"({Body(inbox)} NIL NIL NIL NIL)",
    };

    private static string Envelope(Inbox inbox)
    {
        string from = Address("Postmaster", "postmaster", inbox.Domain);
        return $"({String(inbox.Rfc5322Date)} {String(Inbox.Subject)} {from} {from} {from} {Address(null, inbox.LocalPart, inbox.Domain)} NIL NIL NIL {String(inbox.MessageId)})";
    }

    private static string Address(string? name, string localPart, string domain) => $"(({(name is null ? "NIL" : String(name))} NIL {String(localPart)} {String(domain)}))";

    private static string Body(Inbox inbox) =>
        string.Create(CultureInfo.InvariantCulture, $"\"TEXT\" \"PLAIN\" (\"CHARSET\" \"UTF-8\") NIL NIL \"8BIT\" {inbox.Body.Length} {inbox.BodyLines}");

    /// <summary>A quoted string; a literal where that can't hold it.</summary>
    private static string String(string text) =>
        text.All(character => character is >= ' ' and < '\x7F' and not '"' and not '\\')
            ? $"\"{text}\""
            : $"{{{Encoding.UTF8.GetByteCount(text)}}}\r\n{text}";

    /// <summary>The octets of a section; <see langword="null"/> for a part that the message has not. Its only part is its body.</summary>
    private static byte[]? SectionOf(Inbox inbox, FetchItem item) => item.Section switch
    {
        "" => inbox.Message,
        "HEADER" => inbox.Header,
        "TEXT" or "1" => inbox.Body,
        "MIME" or "1.MIME" => Fields(inbox.Header, name => name.StartsWith("CONTENT-", StringComparison.Ordinal)),
        "HEADER.FIELDS" => Fields(inbox.Header, item.Fields.Contains),
        "HEADER.FIELDS.NOT" => Fields(inbox.Header, name => !item.Fields.Contains(name)),
        _ => null,
    };

    /// <summary>The header's fields that are wanted (by their names in upper case), and the empty line. No field of the message is folded.</summary>
    private static byte[] Fields(byte[] header, Func<string, bool> wanted)
    {
        var text = new StringBuilder();
        foreach (string line in Encoding.UTF8.GetString(header).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            if (wanted(line[..line.IndexOf(':', StringComparison.Ordinal)].ToUpperInvariant()))
            {
                text.Append(line).Append("\r\n");
            }
        }

        return Encoding.UTF8.GetBytes(text.Append("\r\n").ToString());
    }
}
