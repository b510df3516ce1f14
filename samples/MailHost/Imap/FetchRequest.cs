using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace MailHost.Imap;

/// <summary>The items of FETCH (RFC 3501 section 6.4.5).</summary>
internal static class FetchRequest
{
    /// <summary>The most items, and the most fields of a section, that are taken.</summary>
    private const int Limit = 100;

    /// <summary>A field's name (RFC 5322 section 2.2) that can be repeated in the answer as an atom.</summary>
    private static readonly SearchValues<byte> FieldName = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!#$&'+,/;<=>?@[^`|}~"u8);

    public static bool TryParse(ImapParser parser, bool byUid, [NotNullWhen(true)] out List<FetchItem>? items)
    {
        items = [];
        if (parser.TryTake('('))
        {
            do
            {
                if (items.Count == Limit || !TryTakeItem(parser, items, macros: false))
                {
                    return false;
                }
            }
            while (parser.TryTakeSpace());

            if (!parser.TryTake(')'))
            {
                return false;
            }
        }
        else if (!TryTakeItem(parser, items, macros: true))
        {
            return false;
        }

        if (byUid && !items.Exists(item => item.Name == "UID"))
        {
            items.Insert(0, new FetchItem("UID"));
        }

        return parser.AtEnd;
    }

    private static bool TryTakeItem(ImapParser parser, List<FetchItem> items, bool macros)
    {
        string name = parser.TakeUntil(" ()[<").ToUpperInvariant();
        switch (name)
        {
            case "ALL" or "FAST" or "FULL" when macros:
                items.AddRange([new("FLAGS"), new("INTERNALDATE"), new("RFC822.SIZE")]);
                if (name != "FAST")
                {
                    items.Add(new("ENVELOPE"));
                }

                if (name == "FULL")
                {
                    items.Add(new("BODY"));
                }

                return true;
            case "BODY" or "BODY.PEEK" when parser.TryTake('['):
                // Nothing is ever marked as seen, so PEEK makes no difference.
                return TryTakeSection(parser, items);
            case "RFC822":
                items.Add(new(name) { Section = "" });
                return true;
            case "RFC822.HEADER":
                items.Add(new(name) { Section = "HEADER" });
                return true;
            case "RFC822.TEXT":
                items.Add(new(name) { Section = "TEXT" });
                return true;
            case "FLAGS" or "UID" or "RFC822.SIZE" or "INTERNALDATE" or "ENVELOPE" or "BODY" or "BODYSTRUCTURE":
                items.Add(new(name));
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether a section begins with the number of a part, such as <c>1.MIME</c>.</summary>
    private static bool IsPart(string section) =>
        section.Length is > 0 and < 32 && char.IsAsciiDigit(section[0]) && section.All(character => char.IsAsciiLetterOrDigit(character) || character == '.');

    private static bool TryTakeSection(ImapParser parser, List<FetchItem> items)
    {
        string section = parser.TakeUntil(" ]").ToUpperInvariant();
        var fields = new List<string>();
        if (section is "HEADER.FIELDS" or "HEADER.FIELDS.NOT")
        {
            if (!parser.TryTakeSpace() || !parser.TryTake('('))
            {
                return false;
            }

            do
            {
                if (fields.Count == Limit || !parser.TryTakeAString(out Memory<byte> field) || field.Length is 0 or > 80 || field.Span.ContainsAnyExcept(FieldName))
                {
                    return false;
                }

                fields.Add(Encoding.ASCII.GetString(field.Span).ToUpperInvariant());
            }
            while (parser.TryTakeSpace());

            if (!parser.TryTake(')'))
            {
                return false;
            }
        }
        else if (section is not ("" or "HEADER" or "TEXT" or "MIME") && !IsPart(section))
        {
            return false;
        }

        uint? start = null;
        uint length = 0;
        if (!parser.TryTake(']'))
        {
            return false;
        }

        if (parser.TryTake('<'))
        {
            if (!parser.TryTakeNumber(out uint first) || !parser.TryTake('.') || !parser.TryTakeNumber(out length) || !parser.TryTake('>'))
            {
                return false;
            }

            start = first;
        }

        string list = fields.Count == 0 ? "" : $" ({string.Join(' ', fields)})";
        string origin = start is { } octet ? $"<{octet}>" : "";
        items.Add(new FetchItem($"BODY[{section}{list}]{origin}") { Section = section, Fields = fields, Start = start, Length = length });
        return true;
    }
}
