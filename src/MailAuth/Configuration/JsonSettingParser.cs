using System.Text.Json;
using System.Text.Unicode;

namespace MailAuth.Configuration;

/// <summary>Makes settings from the bytes of <c>mailauth.json</c> (RFC 8259, with comments and trailing commas). Reports syntax and duplicate keys; knows no setting.</summary>
internal ref struct JsonSettingParser
{
    private static readonly JsonReaderOptions ReaderOptions =
        new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 16 };

    private readonly ReadOnlySpan<byte> utf8;
    private readonly ConfigurationProblems problems;
    private Utf8JsonReader reader;
    private SettingNode current;
    private int line = 1;
    private int counted;

    private JsonSettingParser(ReadOnlySpan<byte> utf8, SettingNode root, ConfigurationProblems problems)
    {
        this.utf8 = utf8;
        this.problems = problems;
        current = root;
        reader = new Utf8JsonReader(utf8, ReaderOptions);
    }

    /// <summary>Gives the root, or reports why the bytes can't be read and gives null.</summary>
    public static SettingNode? Parse(ReadOnlySpan<byte> utf8, ConfigurationProblems problems)
    {
        utf8 = utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
        if (!Utf8.IsValid(utf8))
        {
            int line = FirstInvalidLine(utf8);
            problems.Add(new ConfigurationProblem("", Excerpt(utf8, line), "is not UTF-8") { Line = line });
            return null;
        }

        var root = new SettingNode(line: 1);
        var parser = new JsonSettingParser(utf8, root, problems);
        try
        {
            parser.Read();
            parser.ReadValue(root);
            parser.Read();
        }
        catch (JsonException exception)
        {
            int at = (int)(exception.LineNumber ?? 0) + 1;
            problems.Add(new ConfigurationProblem(parser.current.Path, Excerpt(utf8, at), Explain(exception, utf8)) { Line = at });
            return null;
        }

        if (root.Kind == SettingKind.Object)
        {
            return root;
        }

        problems.Add(new ConfigurationProblem("", root.Shown, "must be an object, in { }") { Line = 1 });
        return null;
    }

    private void ReadValue(SettingNode node)
    {
        current = node;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                node.BecomeObject(StringComparer.Ordinal);
                for (Read(); reader.TokenType != JsonTokenType.EndObject; Read())
                {
                    ReadMember(node);
                    current = node;
                }

                break;
            case JsonTokenType.StartArray:
                node.BecomeList();
                for (Read(); reader.TokenType != JsonTokenType.EndArray; Read())
                {
                    var item = new SettingNode(node, node.Items.Count, line);
                    node.Items.Add(item);
                    ReadValue(item);
                    current = node;
                }

                break;
            case JsonTokenType.String:
                node.BecomeValue(SettingKind.Text, ReadText());
                break;
            case JsonTokenType.Number:
                node.BecomeValue(SettingKind.Number, System.Text.Encoding.ASCII.GetString(reader.ValueSpan));
                break;
            case JsonTokenType.True:
                node.BecomeValue(SettingKind.Flag, "true");
                break;
            case JsonTokenType.False:
                node.BecomeValue(SettingKind.Flag, "false");
                break;
            default:
                node.BecomeValue(SettingKind.Null, null);
                break;
        }
    }

    private void ReadMember(SettingNode parent)
    {
        string name = ReadText();
        var member = new SettingNode(parent, name, line);
        current = member;
        Read();
        ReadValue(member);
        if (!parent.Members.TryAdd(name, member))
        {
            problems.Add(member, $"is given twice; the first is on line {parent.Members[name].Line}");
        }
    }

    private string ReadText()
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // The bytes are UTF-8 (see Parse): this is an escaped half of a surrogate pair.
            problems.Add(current, "holds half a surrogate pair");
            return "";
        }
    }

    private void Read()
    {
        if (reader.Read())
        {
            int start = (int)reader.TokenStartIndex;
            line += utf8[counted..start].Count((byte)'\n');
            counted = start;
        }
    }

    /// <summary>The reader's own words, without its position, which the problem carries already.</summary>
    private static string Explain(JsonException exception, ReadOnlySpan<byte> utf8)
    {
        if (utf8.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return "is empty";
        }

        int position = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        string words = position < 0 ? exception.Message : exception.Message[..position];
        return $"is not JSON, at byte {exception.BytePositionInLine + 1} of the line: {words}";
    }

    private static int FirstInvalidLine(ReadOnlySpan<byte> utf8)
    {
        int line = 1;
        while (utf8.IndexOf((byte)'\n') is >= 0 and int end && Utf8.IsValid(utf8[..end]))
        {
            utf8 = utf8[(end + 1)..];
            line++;
        }

        return line;
    }

    private static string Excerpt(ReadOnlySpan<byte> utf8, int line)
    {
        for (; line > 1; line--)
        {
            utf8 = utf8[(utf8.IndexOf((byte)'\n') + 1)..];
        }

        int end = utf8.IndexOf((byte)'\n');
        return System.Text.Encoding.UTF8.GetString(end < 0 ? utf8 : utf8[..end]).Trim();
    }
}
