using System.Text;

namespace MailHost.Imap;

/// <summary>The arguments of ID (RFC 2971 section 3.1), as one text: the program's name and version.</summary>
internal static class ImapClientId
{
    /// <summary>The longest text that is kept; a longer one is cut.</summary>
    public const int MaximumLength = 100;

    /// <summary>The most pairs that a client may send (RFC 2971 section 3.3).</summary>
    private const int MaximumPairs = 30;

    /// <summary>Takes the arguments; <paramref name="clientId"/> is <see langword="null"/> where the client does not say its name.</summary>
    public static bool TryParse(ImapParser parser, out string? clientId)
    {
        clientId = null;
        if (!parser.TryTakeSpace())
        {
            return false;
        }

        if (!parser.TryTake('('))
        {
            return parser.TryTakeWord("NIL") && parser.AtEnd;
        }

        string? name = null;
        string? version = null;
        for (int pairs = 0; !parser.TryTake(')'); pairs++)
        {
            if (pairs == MaximumPairs || (pairs > 0 && !parser.TryTakeSpace())
                || !parser.TryTakeNString(out Memory<byte> field) || !parser.TryTakeSpace() || !parser.TryTakeNString(out Memory<byte> value))
            {
                return false;
            }

            if (Ascii.EqualsIgnoreCase(field.Span, "name"))
            {
                name = Encoding.UTF8.GetString(value.Span);
            }
            else if (Ascii.EqualsIgnoreCase(field.Span, "version"))
            {
                version = Encoding.UTF8.GetString(value.Span);
            }
        }

        string text = string.IsNullOrEmpty(version) ? name ?? "" : $"{name} {version}".Trim();
        clientId = text.Length == 0 ? null : text.Length > MaximumLength ? text[..MaximumLength] : text;
        return parser.AtEnd;
    }
}
